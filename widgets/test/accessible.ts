import { dress, PAGES, violationsOf } from './axe.js';
import { FakeIntersections } from './chart.js';
import { expect } from './expect.js';
import { problem } from './fake-server.js';
import { settle, World } from './world.js';

/** The data of the server, and an action on the rendered element. */
export type State<E> = readonly [prepare: (world: World) => unknown, then?: (element: E) => unknown];

/** The server goes down after the element has loaded. */
function goDown(world: World): void {
  world.server.down = true;
  world.server.streams[0]?.end();
}

/**
 * Asserts that an element has no axe violation in any state, on a light page and on a dark right-to-left one. Adds the
 * states that every element has: signed out, and with stale numbers.
 */
export function isAccessible<E extends Element>(
  name: string,
  fillServer: (world: World) => void,
  place: (theme: string) => E,
  states: Readonly<Record<string, State<E>>>,
): void {
  describe(`<${name}> is accessible`, () => {
    let world: World;
    beforeEach(() => {
      world = new World();
      FakeIntersections.install();
      fillServer(world);
    });
    afterEach(async () => {
      world.end();
      document.body.removeAttribute('style');
      document.documentElement.removeAttribute('dir');
      await settle();
      FakeIntersections.restore();
    });

    const all: Readonly<Record<string, State<E>>> = {
      ready: [() => undefined],
      ...states,
      'signed out': [({ server }) => (server.onStream = server.onBalances = () => problem(401, 'unauthorized'))],
      stale: [() => undefined, () => goDown(world)],
    };
    for (const [state, [prepare, then]] of Object.entries(all)) {
      for (const scheme of Object.keys(PAGES) as (keyof typeof PAGES)[]) {
        it(`${state}, ${scheme}`, async () => {
          prepare(world);
          dress(scheme);
          document.documentElement.lang = 'en';
          document.documentElement.dir = scheme === 'dark' ? 'rtl' : 'ltr';
          const element = place(scheme === 'dark' ? 'auto' : scheme);
          await settle();
          await then?.(element);
          await world.pass(2_000);
          world.restore();
          expect(await violationsOf(element)).to.deep.equal([]);
        });
      }
    }
  });
}
