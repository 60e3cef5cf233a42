import fc from 'fast-check';
import type { Data } from '../any-data.js';
import { anyData, brokenData } from '../any-data.js';
import { FakeIntersections } from '../chart.js';
import type { Tag } from '../elements.js';
import { everythingIn, listenForErrors, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { json } from '../fake-server.js';
import { grantsFor } from '../grants.js';
import { query } from '../mount.js';
import { settle, World } from '../world.js';

/** Text that must never reach a reader or a screen reader. */
const NONSENSE = /NaN|Infinity|undefined|\bnull\b|\[object|Invalid Date|(?<![\w.,-])[-\u2212]0(?![\d.,])/;

/** Includes the geometry of drawings, because a width of "NaN%" draws nothing. */
function* toldBy(element: Element): Generator<string> {
  for (const one of everythingIn(element)) {
    for (const { name, value } of one.attributes) if (name !== 'd') yield `${name}="${value}"`;
    for (const node of [...one.childNodes, ...(one.shadowRoot?.childNodes ?? [])])
      if (node.nodeType === Node.TEXT_NODE) yield node.textContent ?? '';
  }
}

/** Shrinking an example of this size would take minutes. */
const REPORT = { endOnFailure: true, includeErrorInReport: true };

describe('no data makes an element show or speak nonsense:', () => {
  let world: World;
  beforeEach(() => FakeIntersections.install());
  afterEach(() => FakeIntersections.restore());

  async function check(tag: Tag, { balances, grants, used, changes, rows }: Data, attributes: Record<string, string>) {
    world = new World();
    const { server } = world;
    const end = listenForErrors();
    try {
      server.balances = [...balances];
      server.grants = grantsFor(grants);
      server.usage = () => used;
      server.changes = changes;
      server.onProjection = () => json({ data: balances });
      server.ledger = () => ({ data: rows, nextCursor: null });
      const element = await showTag(tag, attributes);
      const slider = [...everythingIn(element)].find((one) => one.getAttribute('role') === 'slider');
      slider?.dispatchEvent(new FocusEvent('focus'));
      await settle();
      expect([...toldBy(element)].filter((text) => NONSENSE.test(text)).join('\n')).to.equal('');
      expect(query(element, '.base')?.innerText.trim() === '').to.equal(false);
    } finally {
      world.end();
      await settle();
      expect(end()).to.deep.equal([]);
    }
  }

  const looks = fc.record({
    locale: fc.constantFrom('en', 'de', 'ar', 'ja', 'hi-u-nu-deva'),
    view: fc.constantFrom('chart', 'table'),
    columns: fc.constantFrom('', 'place used priority'),
    past: fc.constant(''),
    'can-add': fc.constant(''),
  });

  for (const tag of TAGS) {
    const numRuns = tag === 'credits-utilization-portal' ? 25 : 50;
    it(`${tag}, with data of the contract`, () =>
      fc.assert(
        fc.asyncProperty(anyData, looks, (data, attributes) => check(tag, data, attributes)),
        { numRuns, ...REPORT },
      ));
    it(`${tag}, with invalid data`, () =>
      fc.assert(
        fc.asyncProperty(brokenData, looks, (data, attributes) => check(tag, data, attributes)),
        { numRuns, ...REPORT },
      ));
  }
});
