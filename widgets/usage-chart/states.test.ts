import { FakeIntersections, lastQuery, placeChart, showChart } from '../test/chart.js';
import { expect } from '../test/expect.js';
import { problem } from '../test/fake-server.js';
import { collect, hasState, query, textOf } from '../test/mount.js';
import { pool, POOLS } from '../test/pools.js';
import { usage } from '../test/usage.js';
import { settle, World } from '../test/world.js';

describe('<credits-usage-chart> in each state', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  it('is ready: total, change, dates, bars, legend, live', async () => {
    world.server.usage = () => usage({ previousTotal: '8' }, [{ cents: [100, 200, 300, 0, 100, 0, 300] }]);
    const element = await showChart(world);
    expect(textOf(element, '.header')).to.equal(
      'AI Tokens usage 10 tokens Up 25% on the 7 days before Nov 17 – 23, 2026',
    );
    expect(textOf(element, '.legend')).to.equal('Image 10 100%');
    expect(textOf(element, '[part=note]')).to.equal('Mon, Nov 23, 2026, so far');
    expect(textOf(element, '.footer')).to.equal('Live');
    expect(query(element, 'canvas')?.getAttribute('aria-label')).to.equal(
      'AI Tokens usage, Nov 17 – 23, 2026: 10 tokens. Most: Image, 10. Peak: Thu, Nov 19, 2026, 3. ' +
        'Up 25% on the 7 days before.',
    );
    expect(hasState(element, 'ready')).to.equal(true);
    expect(query(element, '.base')?.hasAttribute('aria-busy')).to.equal(false);
  });

  it('compares in words: less, as much, and with nothing', async () => {
    const said: string[] = [];
    for (const previousTotal of ['2000', '10', '0', '10.000001']) {
      world.server.usage = () => usage({ previousTotal }, [{ cents: [1000, 0, 0, 0, 0, 0, 0] }]);
      const element = await showChart(world);
      said.push(textOf(element, '[part=change]'));
      element.remove();
      await settle();
    }
    expect(said).to.deep.equal([
      'Down >99% on the 7 days before',
      'As much as in the 7 days before',
      'None in the 7 days before',
      'Down <1% on the 7 days before',
    ]);
  });

  it('is loading: words, a shape of the final height, nothing to choose', async () => {
    world.server.onUsage = () => new Promise(() => undefined);
    const element = await showChart(world);
    expect(hasState(element, 'loading')).to.equal(true);
    expect(query(element, '.base')?.getAttribute('aria-busy')).to.equal('true');
    expect(query(element, '.spoken')?.textContent).to.equal('Loading credits');
    expect(query(element, '[part=skeleton]')?.getAttribute('aria-hidden')).to.equal('true');
    expect(query(element, 'select, canvas')).to.equal(null);
  });

  it('is empty: a sentence and the choices, no zeroes, no canvas', async () => {
    world.server.usage = () => usage({ series: [] }, []);
    const element = await showChart(world);
    expect(hasState(element, 'empty')).to.equal(true);
    expect(textOf(element, '[part=empty]')).to.contain('No usage in this period');
    expect(textOf(element, '.number')).to.equal('');
    expect(element.shadowRoot?.querySelectorAll('select').length).to.equal(3);
    expect(query(element, 'canvas')).to.equal(null);
    expect(FakeIntersections.all.length).to.equal(0);
  });

  it('is empty for a customer who never had credits, and asks nothing', async () => {
    const element = await showChart(world, {}, []);
    expect(hasState(element, 'empty')).to.equal(true);
    expect(textOf(element, '.heading')).to.equal('Usage');
    expect(world.server.to('/usage').length).to.equal(0);
  });

  it('fails in words, with the request, and recovers by a retry', async () => {
    world.server.onUsage = () => problem(503, 'unavailable');
    const element = placeChart();
    const errors = collect(element, 'credits-error');
    world.server.balances = [pool()];
    await settle();
    expect(hasState(element, 'error')).to.equal(true);
    expect(textOf(element, '[part=error]')).to.equal('Credits could not be loaded Try again Request req_42');
    expect(errors.map(({ error }) => [error.code, error.retryable])).to.deep.equal([['unavailable', true]]);
    query(element, '[part=error] button')?.click();
    await settle();
    expect(query(element, '[part=error]')?.getAttribute('role')).to.equal('alert');
    world.server.onUsage = () => null;
    query(element, '[part=error] button')?.click();
    await settle();
    expect([hasState(element, 'ready'), query(element, '[part=error]')?.hidden]).to.deep.equal([true, true]);
  });

  it('says that it may not, without a retry', async () => {
    world.server.onUsage = () => problem(403, 'forbidden');
    const element = await showChart(world);
    expect(textOf(element, '[part=error]')).to.equal('This page may not show these credits Request req_42');
  });

  it('keeps its numbers when the next ones cannot be had, says from when they are, and tries again', async () => {
    const element = await showChart(world);
    const before = textOf(element, '.number');
    world.server.onUsage = () => problem(503, 'unavailable');
    world.server.change(pool({ version: 2 }));
    await world.pass(2_000);
    expect(textOf(element, '.footer')).to.contain('As of');
    expect(textOf(element, '.number')).to.equal(before);
    expect(hasState(element, 'stale')).to.equal(true);
    world.server.onUsage = () => null;
    await world.pass(61_000);
    expect(textOf(element, '.footer')).to.equal('Live');
  });

  it('keeps its numbers offline', async () => {
    const element = await showChart(world);
    window.dispatchEvent(new Event('offline'));
    await settle();
    expect(textOf(element, '.footer')).to.contain('offline');
    expect([hasState(element, 'offline'), textOf(element, '.legend') !== '']).to.deep.equal([true, true]);
  });

  it('is signed out without a token, drops what it knew, and asks anew for whoever comes', async () => {
    const element = await showChart(world);
    element.logout();
    await settle();
    expect(hasState(element, 'signed-out')).to.equal(true);
    expect(textOf(element)).to.equal('Usage Sign in to see your credits');
    expect(element.getData()).to.equal(null);
    element.token = 'somebody-else';
    await settle();
    expect(hasState(element, 'ready')).to.equal(true);
    expect(world.server.to('/usage').pop()?.token).to.equal('somebody-else');
  });

  it('shows the pool that the page names, else offers all', async () => {
    const pools = [
      pool(),
      pool({ creditTypeId: 'images', name: 'Images', unit: { singular: 'image', plural: 'images' } }),
    ];
    const one = await showChart(world, { 'credit-type': 'images' }, pools);
    expect([textOf(one, '.heading'), lastQuery(world).get('creditTypeId')]).to.deep.equal(['Images usage', 'images']);
    expect(query(one, 'select[aria-label=Credits]')).to.equal(null);
    one.remove();
    const all = await showChart(world, {}, pools);
    const select = query(all, 'select[aria-label=Credits]') as HTMLSelectElement;
    select.value = 'images';
    select.dispatchEvent(new Event('change'));
    await settle();
    expect(textOf(all, '.heading')).to.equal('Images usage');
  });

  it('never prints what is no number', async () => {
    for (const odd of ['NaN', 'Infinity', '', null, undefined, '1e9', {}]) {
      world.server.usage = () =>
        usage({ total: odd, previousTotal: odd } as never, [{ cents: [100], total: odd, name: odd } as never]);
      const element = await showChart(world, { view: 'table' }, [POOLS.healthy]);
      expect(textOf(element), JSON.stringify(odd)).to.not.match(/NaN|Infinity|undefined|null|object|-0/);
      element.remove();
      await settle();
    }
  });
});
