import { dress, violationsOf } from '../test/axe.js';
import { expect } from '../test/expect.js';
import { problem } from '../test/fake-server.js';
import { grantsFor, ONE_OF_EACH } from '../test/grants.js';
import { placeGrants } from '../test/grants-table.js';
import { images, pool } from '../test/pools.js';
import { settle, World } from '../test/world.js';

describe('<credits-grants-table> is accessible', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.server.balances = [pool(), images];
    world.server.grants = grantsFor(ONE_OF_EACH);
  });
  afterEach(async () => {
    world.end();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
    await settle();
  });

  type Table = ReturnType<typeof placeGrants>;
  /** What comes before, and after it is shown. */
  const states: Readonly<Record<string, readonly [() => unknown, ((table: Table) => unknown)?]>> = {
    ready: [() => undefined],
    'with past ones, sorted, every column': [
      () => undefined,
      (table) => Object.assign(table, { past: true, sort: '-remaining', columns: 'place used priority', pageSize: 4 }),
    ],
    cards: [() => document.body.style.setProperty('inline-size', '360px'), (table) => (table.past = true)],
    loading: [() => (world.server.onGrants = () => new Promise(() => undefined))],
    empty: [() => (world.server.grants = grantsFor([]))],
    'with past ones alone': [() => (world.server.grants = grantsFor(ONE_OF_EACH.slice(5)))],
    error: [() => (world.server.onGrants = () => problem(503, 'unavailable'))],
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
        const element = placeGrants({ theme: scheme === 'dark' ? 'auto' : scheme, 'can-add': '' });
        await settle();
        await then?.(element);
        await world.pass(2_000);
        world.restore();
        expect(await violationsOf(element)).to.deep.equal([]);
      });
    }
  }
});
