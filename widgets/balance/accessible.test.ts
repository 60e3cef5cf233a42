import { expect } from '../test/expect.js';
import { dress, PAGES, violationsOf } from '../test/axe.js';
import { problem } from '../test/fake-server.js';
import { place } from '../test/mount.js';
import { images, POOLS } from '../test/pools.js';
import { settle, World } from '../test/world.js';

describe('<credits-balance> is accessible', () => {
  let world: World;
  beforeEach(() => void (world = new World()));
  afterEach(async () => {
    world.end();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
    await settle();
  });

  const states = {
    ...Object.fromEntries(
      Object.entries(POOLS).map(([name, balance]) => [name, () => (world.server.balances = [balance])]),
    ),
    several: () => (world.server.balances = [POOLS.low, images]),
    loading: () => (world.server.onStream = () => new Promise(() => undefined)),
    error: () => (world.server.onStream = world.server.onBalances = () => problem(503, 'unavailable')),
    'signed out': () => (world.server.onStream = world.server.onBalances = () => problem(401, 'unauthorized')),
    stale: () => {
      world.server.balances = [POOLS.healthy];
      setTimeout(() => {
        world.server.down = true;
        world.server.streams[0]?.end();
      });
    },
  };

  for (const [name, prepare] of Object.entries(states)) {
    for (const scheme of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
      for (const theme of ['auto', scheme]) {
        it(`${name}, ${scheme} page, theme ${theme}`, async () => {
          prepare();
          document.documentElement.lang = 'en';
          document.documentElement.dir = theme === 'auto' ? 'rtl' : 'ltr';
          dress(scheme);
          const element = place({ 'can-add': '', theme });
          await settle();
          await world.pass(2_000);
          world.restore();
          expect(await violationsOf(element)).to.deep.equal([]);
        });
      }
    }
  }
});
