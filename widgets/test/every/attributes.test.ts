import fc from 'fast-check';
import type { AnyElement } from '../elements.js';
import { fillWorld, listenForErrors, showTag, TAGS } from '../elements.js';
import { FakeIntersections } from '../chart.js';
import { expect } from '../expect.js';
import { query, textOf } from '../mount.js';
import { optionsOf } from '../options.js';
import { settle, World } from '../world.js';

/** Values that a page might set by mistake. */
const ODD: readonly unknown[] = [
  '', ' ', '-1', '0', 'NaN', 'Infinity', '1e309', '__proto__', 'constructor', '{}', '[object Object]', '{amount}',
  'on', 'off', 'true', 'false', 'de', 'en-u-ca-buddhist', 'x', 'UTC', 'Europe/Berlin', '2026-02-30', '0000-00-00',
  '-expires', 'place used place', 'custom', '24h', 'table', 'user', 'javascript:alert(1)', '//', 'http://[', '\u202e',
  null, undefined, true, false, NaN, -0, -1, 1e21, 10n, [], {}, [['a']], { title: 5 },
  () => Promise.reject(new Error('no')), () => 'no promise', () => { throw new Error('no'); },
]; // prettier-ignore
const odd = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom(...ODD));

describe('every element', () => {
  let world: World;
  let endListening: () => readonly string[];
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
    endListening = listenForErrors();
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
    endListening();
  });

  function isWhole(element: AnyElement, tag: string): void {
    const thrown = endListening();
    endListening = listenForErrors();
    expect(thrown, tag).to.deep.equal([]);
    expect(query(element, '.base')?.isConnected, tag).to.equal(true);
    expect(textOf(element).length > 3, `${tag} says nothing`).to.equal(true);
  }

  for (const tag of TAGS) {
    it(`${tag}: shows content and throws nothing with any attributes`, async () => {
      const names = optionsOf(tag).flatMap(({ attribute }) => attribute ?? []);
      const settings = fc.array(fc.tuple(fc.constantFrom(...names), odd), { minLength: 1, maxLength: 3 });
      await fc.assert(
        fc.asyncProperty(settings, async (given) => {
          const element = await showTag(tag);
          for (const [name, value] of given) {
            if (value === null || value === undefined) element.removeAttribute(name);
            else element.setAttribute(name, value as string);
          }
          await settle();
          isWhole(element, tag);
          element.remove();
          await settle();
        }),
        { numRuns: 30, includeErrorInReport: true },
      );
    });

    it(`${tag}: shows content and throws nothing with any properties`, async () => {
      const element = await showTag(tag);
      for (const [place, { property: name }] of optionsOf(tag).entries()) {
        const before: unknown = Reflect.get(element, name);
        // Each value is tried on a third of the properties, because all combinations would take too long.
        for (const value of ODD.filter((_, index) => (index + place) % 3 === 0)) {
          Object.assign(element, { [name]: value });
          await element.updateComplete.catch(() => undefined);
          expect(query(element, '.base')?.isConnected, `${name} = ${String(value)}`).to.equal(true);
        }
        await settle();
        Object.assign(element, { [name]: before });
        await settle();
        isWhole(element, `${tag} ${name}`);
      }
    });
  }
});
