// Fetched before, so that no test waits for the network.
import '../../balance/history.js';
import { FakeIntersections } from '../chart.js';
import { fillWorld, showTag, TAGS } from '../elements.js';
import { expect } from '../expect.js';
import { query, textOf } from '../mount.js';
import { optionsOf } from '../options.js';
import { settle, World } from '../world.js';

describe('an attribute that says no', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
  });
  afterEach(async () => {
    world.end();
    await settle();
    FakeIntersections.restore();
  });

  for (const tag of TAGS) {
    for (const { property, attribute } of optionsOf(tag).filter(({ isFlag }) => isFlag)) {
      it(`${attribute}="false" of <${tag}> is off, as without the attribute`, async () => {
        const name = attribute ?? '';
        const element = await showTag(tag, { [name]: 'false' });
        const valueNow = () => Reflect.get(element, property) as unknown;
        expect(valueNow()).to.equal(false);
        for (const [given, value] of [
          ['', true],
          ['false', false],
          ['true', true],
          [name, true],
        ] as const) {
          element.setAttribute(name, given);
          expect(valueNow(), given).to.equal(value);
        }
        element.removeAttribute(name);
        expect(valueNow()).to.equal(false);
      });
    }

    it(`live="false" of <${tag}> reads once`, async () => {
      await showTag(tag, { live: 'false' });
      expect([world.server.to('/stream').length, world.server.to('/balances').length > 0]).to.deep.equal([0, true]);
    });
  }

  it('can-add="false" shows no button', async () => {
    const element = await showTag('credits-balance', { 'can-add': 'false' });
    expect(query(element, '.add')).to.equal(null);
  });

  for (const history of ['0', 'false', '-0', '00']) {
    it(`history="${history}" shows and reads no changes`, async () => {
      const element = await showTag('credits-balance', { history });
      expect([query(element, '.history'), world.server.to('/changes').length]).to.deep.equal([null, 0]);
    });
  }

  it('history without a number shows changes, until it says no', async () => {
    const element = await showTag('credits-balance', { history: '' });
    await settle();
    expect(textOf(element, '.history').length).to.be.greaterThan(0);
    element.setAttribute('history', 'false');
    await settle();
    expect(query(element, '.history')).to.equal(null);
  });
});
