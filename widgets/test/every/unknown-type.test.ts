import { FakeIntersections } from '../chart.js';
import type { AnyElement } from '../elements.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { collect, hasState, place, textOf } from '../mount.js';
import { settle, World } from '../world.js';

describe('a credit-type that the customer does not have', () => {
  let world: World;
  let warnings: string[];
  const { warn } = console;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
    warnings = [];
    console.warn = (text: string) => warnings.push(text);
  });
  afterEach(async () => {
    console.warn = warn;
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  for (const tag of TAGS) {
    it(`is told to the host of <${tag}> once, and the page looks as without credits`, async () => {
      const errors = collect(document.body, 'credits-error');
      const name = `ai-token-of-${tag}`;
      const element: AnyElement = await showTag(tag, { 'credit-type': name });
      await element.refresh();
      await world.pass(61_000);
      expect(errors.map(({ error }) => [error.type, error.code])).to.deep.equal([
        ['configuration', 'unknown_credit_type'],
      ]);
      expect(warnings.length).to.equal(1);
      expect(warnings[0]).to.contain(`"${name}"`);
      expect([hasState(element, 'empty'), hasState(element, 'error')]).to.deep.equal([true, false]);
    });
  }

  it('is told for each element, with one warning for all', async () => {
    const errors = collect(document.body, 'credits-error');
    for (let count = 0; count < 3; count += 1) place({ 'credit-type': 'tokens-of-all' });
    await settle();
    expect([errors.length, warnings.length]).to.deep.equal([3, 1]);
  });

  it('is no mistake of a customer without any pools', async () => {
    world.server.balances = [];
    const errors = collect(document.body, 'credits-error');
    const element = await showTag('credits-balance', { 'credit-type': 'ai-tokens' });
    expect([errors.length, warnings.length, textOf(element, '[part=empty] strong')]).to.deep.equal([
      0, 0, 'No credits yet',
    ]); // prettier-ignore
  });
});
