import { clientCount } from '../../kit/client/registry.js';
import { enter, FakeIntersections, inkOf, rowsOf, showChart } from '../../test/chart.js';
import { expect } from '../../test/expect.js';
import { query, textOf } from '../../test/mount.js';
import { pool } from '../../test/pools.js';
import { usage } from '../../test/usage.js';
import { settle, World } from '../../test/world.js';

describe('<credits-usage-chart> and its bars', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
  });
  afterEach(async () => {
    world.end();
    document.documentElement.removeAttribute('dir');
    await settle();
    FakeIntersections.restore();
  });

  it('has a legend that foots to the total, and whose entries take their color out', async () => {
    const thirds = { cents: [], values: ['0.333334'], total: '0.333334' };
    world.server.usage = () =>
      usage(
        { total: '1.000002' },
        ['a', 'b', 'c'].map((key) => ({ ...thirds, key, name: key })),
      );
    const element = await showChart(world);
    const values = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.value')].map((value) => value.innerText);
    expect(values.sort()).to.deep.equal(['0.33', '0.33', '0.34']);
    expect(textOf(element, '.number')).to.equal('1');
    const before = inkOf(element);
    const [entry] = element.shadowRoot!.querySelectorAll<HTMLButtonElement>('.entry');
    entry?.click();
    await settle();
    expect(entry?.getAttribute('aria-pressed')).to.equal('false');
    expect(inkOf(element)).to.not.equal(before);
    expect(textOf(element, '.number')).to.equal('1');
    entry?.click();
    await settle();
    expect(entry?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('has a legend whose shares sum to 100 %, but for what is said to be nearly nothing or nearly all', async () => {
    const cases: readonly (readonly [values: readonly string[], read: readonly string[]])[] = [
      [
        ['1', '1', '1'],
        ['1 34%', '1 33%', '1 33%'],
      ],
      [
        ['60.3', '39.3', '0.4'],
        ['60.3 60%', '39.3 39%', '0.4 <1%'],
      ],
      [
        ['995', '5'],
        ['995 >99%', '5 <1%'],
      ],
      [
        ['100', '0.003'],
        ['100 >99%', '<0.01 <1%'],
      ],
      [['7'], ['7 100%']],
    ];
    for (const [values, read] of cases) {
      const total = String(values.reduce((sum, value) => sum + Number(value), 0));
      world.server.usage = () =>
        usage(
          { total },
          values.map((value, at) => ({ key: `${at}`, name: `${at}`, cents: [], values: [value], total: value })),
        );
      const element = await showChart(world);
      const entries = [...element.shadowRoot!.querySelectorAll('.entry')].map((entry) =>
        ['.value', '.percent'].map((name) => entry.querySelector(name)?.textContent).join(' '),
      );
      expect(entries).to.deep.equal(read);
      element.remove();
      await settle();
    }
  });

  it('is walked bar by bar with the keyboard, both ways round, and left with Escape', async () => {
    for (const dir of ['ltr', 'rtl']) {
      document.documentElement.dir = dir;
      const element = await showChart(world);
      const walk = await enter(element);
      expect(walk.getAttribute('aria-valuetext')).to.contain('Mon, Nov 23, 2026, so far: ');
      expect(textOf(element, '.tooltip strong')).to.equal('Mon, Nov 23, 2026, so far');
      const press = async (key: string) => {
        walk.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        await settle();
        return [walk.getAttribute('aria-valuenow'), textOf(element, '.tooltip strong')];
      };
      expect(await press(dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft')).to.deep.equal(['6', 'Sun, Nov 22, 2026']);
      expect(await press('Home')).to.deep.equal(['1', 'Tue, Nov 17, 2026']);
      expect(await press('ArrowDown')).to.deep.equal(['1', 'Tue, Nov 17, 2026']);
      expect(await press('End')).to.deep.equal(['7', 'Mon, Nov 23, 2026, so far']);
      expect((await press('Escape'))[1]).to.equal('');
      expect(query(element, '.tooltip')).to.equal(null);
      element.remove();
      await settle();
    }
  });

  it('shows all of a bar under the pointer, inside of itself, and stays under it', async () => {
    const element = await showChart(world);
    const plot = query(element, '.plot')!;
    const { left, width, top } = plot.getBoundingClientRect();
    const move = async (x: number, target: Element = plot, type = 'pointermove') => {
      target.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: top + 50, bubbles: true, composed: true }));
      await settle();
    };
    for (const share of [0.12, 0.5, 0.98]) {
      await move(left + width * share);
      const tooltip = query(element, '.tooltip')!;
      const box = tooltip.getBoundingClientRect();
      expect(box.left >= left - 1 && box.right <= left + width + 1, `${share}`).to.equal(true);
      expect(tooltip.innerText).to.match(/Image[^]*Chat message[^]*Completion[^]*Total/);
    }
    await move(left + 5, query(element, '.tooltip strong')!);
    expect(textOf(element, '.tooltip strong')).to.contain('Nov 23');
    await move(left, plot, 'pointerleave');
    expect(query(element, '.tooltip')).to.equal(null);
    expect(document.body.querySelectorAll('body > *').length).to.equal(2);
  });

  it('draws only when it comes near the window', async () => {
    FakeIntersections.near = false;
    const element = await showChart(world);
    expect(query(element, 'canvas')?.style.length).to.equal(0);
    FakeIntersections.all[0]?.come();
    await settle();
    expect(inkOf(element)).to.be.greaterThan(100);
    expect(FakeIntersections.all.length).to.equal(0);
  });

  it('changes nothing in the page when the same data comes again', async () => {
    const element = await showChart(world);
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((seen) => records.push(...seen));
    const options = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(element.shadowRoot!, options);
    const { getContext } = HTMLCanvasElement.prototype;
    const context = (query(element, 'canvas') as HTMLCanvasElement).getContext('2d')!;
    let painted = 0;
    context.clearRect = () => (painted += 1);
    world.server.change(pool({ version: 2 }));
    await world.pass(3_000);
    await element.refresh();
    element.requestUpdate();
    await settle();
    observer.disconnect();
    expect([records.length, painted, getContext === HTMLCanvasElement.prototype.getContext]).to.deep.equal([
      0,
      0,
      true,
    ]);
    expect(world.server.to('/usage').length).to.be.greaterThan(2);
  });

  it('survives being moved, and leaves nothing behind after 100 rounds in and out of the page', async () => {
    const element = await showChart(world);
    const canvas = query(element, 'canvas');
    const box = document.body.appendChild(document.createElement('div'));
    const asked = world.server.to('/usage').length;
    box.append(element);
    await settle();
    expect([query(element, 'canvas') === canvas, world.server.to('/usage').length]).to.deep.equal([true, asked]);
    expect(inkOf(element)).to.be.greaterThan(100);
    for (let round = 0; round < 100; round += 1) {
      element.remove();
      await Promise.resolve();
      box.append(element);
      await Promise.resolve();
    }
    await settle();
    expect(inkOf(element)).to.be.greaterThan(100);
    expect([world.server.openStreams.length, clientCount()]).to.deep.equal([1, 1]);
    box.remove();
    await settle();
    await world.pass(120_000);
    expect([
      world.server.openStreams.length,
      clientCount(),
      world.timers,
      FakeIntersections.all.length,
      document.body.childElementCount,
    ]).to.deep.equal([0, 0, [], 0, 0]);
    const calls = world.server.calls.length;
    await element.refresh();
    await element.exportCsv();
    expect(world.server.calls.length).to.equal(calls);
  });

  it('repaints in new colors', async () => {
    const element = await showChart(world, { theme: 'light' });
    const canvas = query(element, 'canvas') as HTMLCanvasElement;
    const before = canvas.toDataURL();
    document.body.style.setProperty('--credits-series-1', 'rgb(1, 2, 3)');
    element.theme = 'dark';
    await settle();
    expect(canvas.toDataURL() === before).to.equal(false);
    document.body.removeAttribute('style');
  });

  it('takes 400 bars of 20 series at once', async () => {
    const cents = Array.from({ length: 400 }, (_, index) => (index * 7919) % 1000);
    const series = Array.from({ length: 20 }, (_, index) => ({ key: `s${index}`, name: `S${index}`, cents }));
    const buckets = cents.map((_, index) => new Date(Date.UTC(2025, 9, 20 + index)).toISOString());
    world.server.usage = () => usage({ buckets, from: buckets[0] ?? '' }, series);
    const element = await showChart(world);
    expect(textOf(element, '.legend')).to.contain('Other (14)');
    expect(element.shadowRoot?.querySelectorAll('.entry').length).to.equal(7);
    expect(inkOf(element)).to.be.greaterThan(1_000);
    element.view = 'table';
    await settle();
    await world.pass(1_000);
    expect(rowsOf(element).length).to.equal(402);
  });
});
