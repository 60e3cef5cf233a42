import { dress, violationsOf } from '../test/axe.js';
import { choose, enter, FakeIntersections, placeChart } from '../test/chart.js';
import { expect } from '../test/expect.js';
import { problem } from '../test/fake-server.js';
import { pool } from '../test/pools.js';
import { usage } from '../test/usage.js';
import { settle, World } from '../test/world.js';

describe('<credits-usage-chart> is accessible', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    world.server.balances = [pool(), pool({ creditTypeId: 'images', name: 'Images' })];
  });
  afterEach(async () => {
    world.end();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
    await settle();
    FakeIntersections.restore();
  });

  type Chart = ReturnType<typeof placeChart>;
  const many = Array.from({ length: 9 }, (_, index) => ({ key: `${index}`, name: `${index}`, cents: [100 - index] }));
  /** What comes before, and after it is shown. */
  const states: Readonly<Record<string, readonly [() => unknown, ((chart: Chart) => unknown)?]>> = {
    ready: [() => undefined],
    'with six and others': [() => (world.server.usage = () => usage({}, many))],
    walked: [() => undefined, enter],
    'with one taken out': [() => undefined, (chart) => chart.shadowRoot?.querySelector<HTMLElement>('.entry')?.click()],
    'by custom dates': [() => undefined, (chart) => choose(chart, 'Period', 'custom')],
    'as a table': [() => undefined, (chart) => (chart.view = 'table')],
    loading: [() => (world.server.onUsage = () => new Promise(() => undefined))],
    empty: [() => (world.server.usage = () => usage({}, []))],
    error: [() => (world.server.onUsage = () => problem(503, 'unavailable'))],
    'signed out': [() => (world.server.onStream = world.server.onBalances = () => problem(401, 'unauthorized'))],
    stale: [
      () => undefined,
      () => {
        world.server.down = true;
        world.server.streams[0]?.end();
      },
    ],
  };

  for (const [name, [prepare, then]] of Object.entries(states)) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${name}, ${scheme}`, async () => {
        prepare();
        dress(scheme);
        document.documentElement.lang = 'en';
        document.documentElement.dir = scheme === 'dark' ? 'rtl' : 'ltr';
        const element = placeChart({ theme: scheme === 'dark' ? 'auto' : scheme });
        await settle();
        await then?.(element);
        await world.pass(2_000);
        world.restore();
        expect(await violationsOf(element)).to.deep.equal([]);
      });
    }
  }
});
