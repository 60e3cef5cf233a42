import { expect } from '../../test/expect.js';
import { show, textOf } from '../../test/mount.js';
import { POOLS } from '../../test/pools.js';
import { settle, World } from '../../test/world.js';
import { registerLanguage } from './languages.js';

describe('languages', () => {
  let world: World;
  beforeEach(() => void (world = new World()));
  afterEach(async () => {
    world.end();
    await settle();
  });

  it('are fetched once for all their locales, word dates too, and leave the rest English', async () => {
    let fetched = 0;
    registerLanguage('de', () => {
      fetched += 1;
      return Promise.resolve({ language: 'de', balance: { expires: { other: '{amount} verfallen {when}' } } });
    });
    const swiss = await show(world, POOLS.healthy, { locale: 'de-CH' });
    await show(world, POOLS.healthy, { locale: 'de' });
    expect(textOf(swiss, '.next')).to.equal('500 verfallen in 3 Tagen');
    expect(textOf(swiss, '.footer')).to.equal('Live');
    expect(fetched).to.equal(1);
  });

  it('that cannot be fetched leave English, with English dates', async () => {
    registerLanguage('fr', () => Promise.reject(new Error('gone')));
    const element = await show(world, POOLS.healthy, { locale: 'fr' });
    expect(textOf(element, '.next')).to.equal('500 expire in 3 days');
  });
});
