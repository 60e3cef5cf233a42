import { clientCount } from '../../kit/client/registry.js';
import { choose, enter, FakeIntersections, inkOf } from '../chart.js';
import { expect } from '../expect.js';
import { grantsFor } from '../grants.js';
import { manyDays, manyEntries, manyGrants, manyPools, manyUsage, pageOf } from '../many.js';
import { placeTag, query } from '../mount.js';
import { pool } from '../pools.js';
import '../grants-table.js';
import '../portal.js';
import { settle, World } from '../world.js';

type Tag = 'credits-balance' | 'credits-usage-chart' | 'credits-grants-table' | 'credits-utilization-portal';

/** All shadow roots of an element, including nested ones. */
const rootsIn = (element: Element): ShadowRoot[] =>
  element.shadowRoot
    ? [element.shadowRoot, ...[...element.shadowRoot.querySelectorAll('*')].flatMap((child) => rootsIn(child))]
    : [];
const all = (element: Element, selector: string): Element[] =>
  rootsIn(element).flatMap((root) => [...root.querySelectorAll(selector)]);

function watch(element: Element): () => readonly MutationRecord[] {
  const found: MutationRecord[] = [];
  const observer = new MutationObserver((records) => found.push(...records));
  const options = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const root of rootsIn(element)) observer.observe(root, options);
  return () => [...found, ...observer.takeRecords()];
}

function countPaints(): { readonly count: () => number; readonly stop: () => void } {
  const { prototype } = CanvasRenderingContext2D;
  const { clearRect } = prototype;
  let count = 0;
  prototype.clearRect = function (...area) {
    count += 1;
    clearRect.apply(this, area);
  };
  return { count: () => count, stop: () => (prototype.clearRect = clearRect) };
}

const HOURS = { range: 'custom', from: '2026-11-07', to: '2026-11-22', interval: 'hour' };

const CASES: Readonly<Record<string, readonly [tag: Tag, attributes: Record<string, string>, rows: number]>> = {
  'fifty pools': ['credits-balance', {}, 0],
  '400 bars of 20 series': ['credits-usage-chart', HOURS, 0],
  'the same as a table': ['credits-usage-chart', { ...HOURS, view: 'table' }, 400],
  '1,000 grants': ['credits-grants-table', { 'page-size': '1000', past: '', sort: 'expires' }, 1_000],
  'all of it at once': ['credits-utilization-portal', HOURS, 30],
};

describe('with much data', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    const usage = manyUsage();
    const [grants, entries, days] = [manyGrants(), manyEntries(), manyDays()];
    Object.assign(world.server, {
      usage: () => usage,
      grants: grantsFor(grants),
      ledger: (asked: URLSearchParams) =>
        asked.get('groupBy') === 'day' ? pageOf(days, asked) : pageOf(entries, asked),
    });
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  async function show(tag: Tag, attributes: Record<string, string>): Promise<HTMLElement> {
    world.server.balances = /balance|portal/.test(tag) ? [...manyPools()] : [pool()];
    const element = placeTag(tag, { 'time-zone': 'UTC', ...attributes });
    await settle();
    await world.pass(3_000);
    return element;
  }

  for (const [name, [tag, attributes, rows]] of Object.entries(CASES)) {
    it(`${name}: repeated data changes no node and paints nothing`, async () => {
      const element = await show(tag, attributes);
      expect(all(element, 'tbody tr').length).to.equal(rows);
      const [mutations, paints] = [watch(element), countPaints()];
      const asked = world.server.calls.length;
      const [first] = world.server.balances;
      world.server.change({ ...first!, version: 2 });
      await world.pass(3_000);
      paints.stop();
      // The balance shows only pushed data, so it requests nothing.
      if (tag !== 'credits-balance') expect(world.server.calls.length).to.be.greaterThan(asked);
      expect(mutations().map(({ target }) => target.textContent)).to.deep.equal([]);
      expect(paints.count()).to.equal(0);
    });
  }

  it('shows the first rows at once, and all rows in the end', async () => {
    world.server.balances = [pool()];
    const element = placeTag('credits-grants-table', { 'page-size': '1000' });
    await settle();
    const rows = () => all(element, 'tbody tr');
    expect(rows().length).to.equal(20);
    await world.pass(3_000);
    expect(rows().length).to.equal(700);
    expect(
      rows()
        .map((row) => row.querySelector('.remaining')?.textContent?.trim() === '')
        .includes(true),
    ).to.equal(false);
  });

  it('shows the remaining rows while updates keep coming', async () => {
    const element = await show('credits-grants-table', { 'page-size': '500' });
    const middle = () => all(element, 'tbody tr')[355]?.querySelector('.title')?.textContent;
    const before = middle();
    world.server.grants = grantsFor(manyGrants().map((one) => ({ ...one, reason: 'Renamed' })));
    world.server.change(pool({ version: 2 }));
    // Shortly before the element requests its data again.
    await world.pass(990);
    for (let turn = 0; turn < 40; turn += 1) {
      world.server.change(pool({ version: 3 + turn }));
      await world.pass(10);
    }
    expect([before, middle()]).to.deep.equal(['Campaign 355', 'Renamed']);
  });

  it('stops with its element, and continues when it returns', async () => {
    world.server.balances = [pool()];
    const element = placeTag('credits-grants-table', { 'page-size': '1000' });
    await settle();
    element.remove();
    await settle();
    expect(world.timers).to.deep.equal([]);
    document.body.append(element);
    await settle();
    await world.pass(3_000);
    expect(all(element, 'tbody tr').length).to.equal(700);
  });

  /** Counts window and document listeners and observers that an element has not removed. */
  function countHeld(): { readonly held: () => string[]; readonly stop: () => void } {
    const held = new Set<string>();
    const ids = new Map<unknown, number>();
    const idOf = (one: unknown) => ids.get(one) ?? ids.set(one, ids.size).get(one);
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const real = { MutationObserver, ResizeObserver };
    const nameOf = (target: EventTarget | null, type: string, listener: unknown) =>
      `${target instanceof Node ? 'document' : 'window'} ${type} ${idOf(listener)}`;
    const outlives = (target: EventTarget | null) => target === null || target === window || target === document;
    EventTarget.prototype.addEventListener = function (this: EventTarget | null, type, listener, options) {
      const name = nameOf(this, type, listener);
      if (outlives(this)) held.add(name);
      if (typeof options === 'object')
        addEventListener.call(options.signal ?? new EventTarget(), 'abort', () => held.delete(name));
      addEventListener.call(this ?? window, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget | null, type, listener, options) {
      held.delete(nameOf(this, type, listener));
      removeEventListener.call(this ?? window, type, listener, options);
    };
    const counting = (name: keyof typeof real) => {
      const Observer = real[name] as new (tell: () => void) => MutationObserver;
      return class extends Observer {
        override observe(...of: Parameters<MutationObserver['observe']>) {
          held.add(`${name} ${idOf(this)}`);
          super.observe(...of);
        }
        override disconnect() {
          held.delete(`${name} ${idOf(this)}`);
          super.disconnect();
        }
      };
    };
    Object.assign(globalThis, {
      MutationObserver: counting('MutationObserver'),
      ResizeObserver: counting('ResizeObserver'),
    });
    return {
      held: () => [...held],
      stop() {
        Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
        Object.assign(globalThis, real);
      },
    };
  }

  for (const [name, [tag, attributes]] of Object.entries(CASES)) {
    it(`${name}: a hundred connections leave nothing behind`, async () => {
      const watched = countHeld();
      const element = await show(tag, attributes);
      const busy = watched.held();
      for (let turn = 0; turn < 100; turn += 1) {
        element.remove();
        if (turn % 20 === 0) await settle();
        document.body.append(element);
        if (turn % 20 === 10) await settle();
      }
      await world.pass(1_000);
      expect(watched.held().length).to.equal(busy.length);
      expect(world.server.openStreams.length).to.equal(1);
      element.remove();
      await settle();
      watched.stop();
      expect([busy.length > 0, watched.held()]).to.deep.equal([true, []]);
      expect([world.timers, FakeIntersections.all, clientCount()]).to.deep.equal([[], [], 0]);
      expect([world.server.openStreams.length, document.querySelectorAll('[role=status]').length]).to.deep.equal([
        0, 0,
      ]);
    });
  }

  it('draws six colors and "Other" for any number of series, and touches only these when one goes', async () => {
    const element = await show('credits-usage-chart', HOURS);
    expect(all(element, '[part=legend-entry]').length).to.equal(7);
    expect(all(element, '*').length).to.be.lessThan(200);
    const [ink, mutations, paints] = [inkOf(element), watch(element), countPaints()];
    (query(element, '[part=legend-entry]') as HTMLButtonElement).click();
    await settle();
    paints.stop();
    expect(paints.count()).to.be.greaterThan(0);
    expect(mutations().map(({ attributeName }) => attributeName)).to.deep.equal(['aria-pressed']);
    expect(inkOf(element)).to.be.lessThan(ink);
  });

  it('moving along the bars touches only the text of one bar', async () => {
    const element = await show('credits-usage-chart', HOURS);
    const walk = await enter(element);
    const step = async () => {
      walk.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
      await settle();
    };
    await step();
    const mutations = watch(element);
    await step();
    const touched = mutations().map(({ target, attributeName }) =>
      attributeName ? `${(target as Element).className} ${attributeName}` : 'text',
    );
    expect(new Set(touched)).to.deep.equal(
      new Set(['walk aria-valuenow', 'walk aria-valuetext', 'tooltip style', 'text']),
    );
  });

  it('pages through ten thousand entries and shows their days', async () => {
    const element = await show('credits-utilization-portal', { ...HOURS, hide: 'usage grants history projection' });
    const text = () => all(element, 'tbody tr').map(({ textContent }) => textContent ?? '');
    const nodes = all(element, '*').length;
    for (let page = 2; page <= 5; page += 1) {
      const before = text();
      (all(element, '[part=ledger-pages] button')[1] as HTMLButtonElement).click();
      await settle();
      expect([text().length, text().join() === before.join()]).to.deep.equal([20, false]);
    }
    await choose(element, 'Rows', 'day');
    expect(text()[0]).to.contain('25 entries');
    expect(all(element, '*').length).to.be.lessThan(nodes * 1.2);
  });
});
