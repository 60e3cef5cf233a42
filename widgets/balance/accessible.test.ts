import { expect } from '../test/expect.js';
import 'axe-core';
import type { AxeResults } from 'axe-core';
import { problem } from '../test/fake-server.js';
import { place } from '../test/mount.js';
import { images, POOLS } from '../test/pools.js';
import { settle, World } from '../test/world.js';

const PAGES = { light: ['#fff', '#1b1b22'], dark: ['#101114', '#eee'] } as const;

/** axe is a script, not a module: it puts itself on the window. */
type Axe = { run(element: Element, options: object): Promise<AxeResults> };
const axe = (globalThis as unknown as { axe: Axe }).axe;

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
    for (const [scheme, [background, color]] of Object.entries(PAGES)) {
      for (const theme of ['auto', scheme]) {
        it(`${name}, ${scheme} page, theme ${theme}`, async () => {
          prepare();
          document.documentElement.lang = 'en';
          document.documentElement.dir = theme === 'auto' ? 'rtl' : 'ltr';
          for (const [property, value] of Object.entries({ background, color, 'color-scheme': scheme })) {
            document.body.style.setProperty(property, value);
          }
          const element = place({ 'can-add': '', theme });
          await settle();
          await world.pass(2_000);
          world.restore();
          const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
        });
      }
    }
  }
});
