import { dress, PAGES, violationsOf } from './axe.js';
import { FakeIntersections } from './chart.js';
import { expect } from './expect.js';
import { problem } from './fake-server.js';
import { settle, World } from './world.js';

/** What is on the server, and what is done to the element once it stands. */
export type State<E> = readonly [prepare: (world: World) => unknown, then?: (element: E) => unknown];

/** A server that goes away under an element that has its numbers. */
function goDown(world: World): void {
  world.server.down = true;
  world.server.streams[0]?.end();
}

/**
 * That an element of this kit has no violation in any of its states, on a light page and, from right to left, on a dark
 * one. What every element comes to is among them: signed out, and left with old numbers.
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
