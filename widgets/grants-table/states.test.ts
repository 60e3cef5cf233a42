import { expect } from '../test/expect.js';
import { problem } from '../test/fake-server.js';
import { grant, grantsFor, ONE_OF_EACH } from '../test/grants.js';
import { placeGrants, rowsOf, showGrants } from '../test/grants-table.js';
import { collect, hasState, query, textOf } from '../test/mount.js';
import { images, inDays, pool } from '../test/pools.js';
import { settle, World } from '../test/world.js';

describe('<credits-grants-table> in each state', () => {
  let world: World;
  beforeEach(() => void (world = new World()));
  afterEach(async () => {
    world.end();
    await settle();
  });

  it('is ready: what is left of each, as they will be spent, and its sum', async () => {
    const element = await showGrants(world);
    expect(textOf(element, '.heading')).to.equal('AI Tokens grants');
    expect(textOf(element, 'caption')).to.contain(
      '5 grants, 1,357.75 tokens left In the order in which they are spent',
    );
    expect(rowsOf(element)).to.deep.equal([
      [
        'Festival offer Promotional',
        'Expiring soon',
        '37.5 of 150',
        'Nov 13, 2026',
        'in 3 days Nov 26, 2026, 12:00 PM',
      ],
      ['Monthly pack Purchase · Paid', 'Active', '820.25 of 1,000', 'Nov 13, 2026', 'Dec 16, 2026, 12:00 PM'],
      ['Purchase Paid', 'Active', '500 of 500', 'Nov 13, 2026', 'Never'],
      ['Plan Paid', 'Scheduled', '1,000 to come', 'in 2 days Nov 25, 2026', 'Dec 25, 2026, 12:00 PM'],
      ['Automatic top-up Paid', 'Waiting for payment', '200 to come', 'Nov 13, 2026', 'Never'],
    ]);
    expect(textOf(element, 'tfoot')).to.equal('Total 1,357.75 tokens 1,200 to come');
    expect(textOf(element, '[part=notice]')).to.equal('37.5 tokens expire within 7 days');
    expect([textOf(element, '.footer'), hasState(element, 'ready')]).to.deep.equal(['Live', true]);
    expect(query(element, '.base')?.hasAttribute('aria-busy')).to.equal(false);
  });

  it('shows past ones when asked to: what was forfeited apart from what was used', async () => {
    const element = await showGrants(world, { columns: 'used' });
    expect(textOf(element, '.controls')).to.equal('Show past (4)');
    query(element, 'input')?.click();
    await settle();
    expect(element.past).to.equal(true);
    expect(textOf(element, 'caption')).to.contain('9 grants');
    expect(rowsOf(element).slice(5).map((row) => row.slice(0, 4))).to.deep.equal([
      ['Rollover Paid', 'Used up', '0 of 60', '60'],
      ['Trial Promotional', 'Expired 20 forfeited', '0 of 100', '80'],
      ['Support Paid', 'Voided 40 forfeited', '0 of 40', '0'],
      ['Purchase Paid', 'Payment failed', '0 of 300', '0'],
    ]); // prettier-ignore
    expect(textOf(element, '.row-expired .expires')).to.contain('Oct 24, 2026');
    query(element, 'input')?.click();
    await settle();
    expect(rowsOf(element).length).to.equal(5);
  });

  it('has the digits of its language in every column', async () => {
    const element = await showGrants(world, { past: '', columns: 'place used priority', locale: 'ar-EG' });
    expect(textOf(element, 'tbody')).to.match(/[٠-٩]/);
    const cells = rowsOf(element).map((row) => [row[0], row[row.length - 1]]);
    expect(cells.slice(0, 3)).to.deep.equal([
      ['١', '٥٠'],
      ['٢', '٥٠'],
      ['٣', '٨٠'],
    ]);
  });

  it('draws what is left full and what was forfeited hatched, and nothing that is to come', async () => {
    const element = await showGrants(world, { past: '' });
    const bars = [...element.shadowRoot!.querySelectorAll('tbody tr')].map((row) => [
      row.querySelector('rect')?.getAttribute('width'),
      row.querySelector('line')?.getAttribute('x1'),
    ]);
    expect(bars).to.deep.equal([
      ['25%', '100%'],
      ['82.025%', '100%'],
      ['100%', '100%'],
      [undefined, undefined],
      [undefined, undefined],
      ['0%', '100%'],
      ['0%', '80%'],
      ['0%', '0%'],
      ['0%', '100%'],
    ]);
  });

  it('leads from what expires soon to more credits, where the page sells them', async () => {
    const element = await showGrants(world, { 'can-add': '' });
    const asked = collect(document.body, 'credits-add-request');
    query(element, '[part=notice] button')?.click();
    expect(asked.map(({ balance }) => balance?.creditTypeId)).to.deep.equal(['ai-tokens']);
    element.canAdd = false;
    await settle();
    expect(query(element, '[part=notice] button')).to.equal(null);
  });

  it('marks what ends within seven days, by the server’s clock', async () => {
    const soon = grant({ expiresAt: inDays(7) });
    const later = grant({ expiresAt: inDays(7.001) });
    for (const hours of [-1, 0, 1]) {
      world.nowMs += hours * 3_600_000;
      const element = await showGrants(world, {}, [soon, later]);
      expect(rowsOf(element).map((row) => row[1])).to.deep.equal(['Expiring soon', 'Active']);
      element.remove();
      await settle();
    }
  });

  it('is loading: words, a shape of the final height, nothing to choose', async () => {
    world.server.onGrants = () => new Promise(() => undefined);
    const element = await showGrants(world);
    expect(hasState(element, 'loading')).to.equal(true);
    expect(query(element, '.base')?.getAttribute('aria-busy')).to.equal('true');
    expect(query(element, '.spoken')?.textContent).to.equal('Loading credits');
    expect(query(element, '[part=skeleton]')?.getAttribute('aria-hidden')).to.equal('true');
    expect(query(element, 'table, input')).to.equal(null);
  });

  it('is empty for a pool without grants and for a customer without pools, and then asks nothing', async () => {
    const element = await showGrants(world, {}, []);
    expect([hasState(element, 'empty'), textOf(element, '[part=empty]').startsWith('No grants yet')]).to.deep.equal([
      true,
      true,
    ]);
    expect(query(element, 'table')).to.equal(null);
    element.remove();
    await settle();
    const asked = world.server.to('/grants').length;
    const nobody = await showGrants(world, {}, [], []);
    expect([hasState(nobody, 'empty'), textOf(nobody, '.heading')]).to.deep.equal([true, 'Grants']);
    expect(world.server.to('/grants').length).to.equal(asked);
  });

  it('says that none has anything left, and still shows past ones', async () => {
    const element = await showGrants(world, { 'can-add': '' }, ONE_OF_EACH.slice(5));
    expect(textOf(element)).to.contain('No grants with credits left Add credits');
    expect(textOf(element, '.controls')).to.equal('Show past (4)');
    query(element, 'input')?.click();
    await settle();
    expect(rowsOf(element).length).to.equal(4);
  });

  it('fails in words, with the request, and recovers by a retry', async () => {
    world.server.onGrants = () => problem(503, 'unavailable');
    const element = placeGrants();
    const errors = collect(element, 'credits-error');
    world.server.balances = [pool()];
    await settle();
    expect(hasState(element, 'error')).to.equal(true);
    expect(textOf(element, '[part=error]')).to.equal('Credits could not be loaded Try again Request req_42');
    expect(errors.map(({ error }) => error.code)).to.deep.equal(['unavailable']);
    query(element, '[part=error] button')?.click();
    await settle();
    expect(query(element, '[part=error]')?.getAttribute('role')).to.equal('alert');
    world.server.onGrants = () => null;
    world.server.grants = grantsFor(ONE_OF_EACH);
    query(element, '[part=error] button')?.click();
    await settle();
    expect([hasState(element, 'ready'), rowsOf(element).length]).to.deep.equal([true, 5]);
  });

  it('keeps its rows when the next ones cannot be had, says from when they are, and tries again', async () => {
    const element = await showGrants(world);
    world.server.onGrants = () => problem(503, 'unavailable');
    world.server.change(pool({ version: 2 }));
    await world.pass(2_000);
    expect([textOf(element, '.footer').startsWith('As of'), rowsOf(element).length]).to.deep.equal([true, 5]);
    expect(hasState(element, 'stale')).to.equal(true);
    world.server.onGrants = () => null;
    await world.pass(61_000);
    expect(textOf(element, '.footer')).to.equal('Live');
  });

  it('keeps its rows offline', async () => {
    const element = await showGrants(world);
    window.dispatchEvent(new Event('offline'));
    await settle();
    expect([hasState(element, 'offline'), rowsOf(element).length]).to.deep.equal([true, 5]);
    expect(textOf(element, '.footer')).to.contain('offline');
  });

  it('is signed out without a token, drops what it knew, and asks anew for whoever comes', async () => {
    const element = await showGrants(world);
    element.logout();
    await settle();
    expect([hasState(element, 'signed-out'), textOf(element)]).to.deep.equal([
      true,
      'Grants Sign in to see your credits',
    ]);
    expect(element.getData()).to.equal(null);
    element.token = 'somebody-else';
    await settle();
    expect(rowsOf(element).length).to.equal(5);
    expect(world.server.to('/grants').pop()?.token).to.equal('somebody-else');
  });

  it('shows the pool that the page names, else offers all; of a resource or of none', async () => {
    const room = { resourceId: 'room' };
    const grants = [...ONE_OF_EACH, grant({ creditTypeId: 'images', amount: '40' }), grant({ ...room, amount: '7' })];
    const pools = [pool(), images, pool(room)];
    const one = await showGrants(world, { 'credit-type': 'images' }, grants, pools);
    expect([query(one, 'select'), textOf(one, '[part=total]')]).to.deep.equal([null, '40 images']);
    one.remove();
    const all = await showGrants(world, {}, grants, pools);
    expect(textOf(all, '[part=total]')).to.equal('1,357.75 tokens');
    const select = query(all, 'select') as HTMLSelectElement;
    select.value = 'images';
    select.dispatchEvent(new Event('change'));
    await settle();
    expect([textOf(all, '.heading'), rowsOf(all).length]).to.deep.equal(['Images grants', 1]);
    all.remove();
    const own = await showGrants(world, { 'resource-id': 'room' }, grants, pools);
    expect(textOf(own, '[part=total]')).to.equal('7 tokens');
  });

  it('never prints what is no number', async () => {
    for (const odd of ['NaN', 'Infinity', '', null, undefined, '1e9', {}]) {
      const broken = { amount: odd, remaining: odd, consumed: odd, forfeited: odd, effectiveAt: odd, expiresAt: odd };
      const element = await showGrants(world, { columns: 'used place' }, [grant(broken as never)]);
      expect(rowsOf(element).length).to.equal(1);
      expect(textOf(element), JSON.stringify(odd)).to.not.match(/NaN|Infinity|undefined|null|object|Invalid|-0/);
      element.remove();
      await settle();
    }
  });
});
