import { FakeIntersections } from '../../test/chart.js';
import { fillWorld, showTag } from '../../test/elements.js';
import { expect } from '../../test/expect.js';
import { query, show, textOf } from '../../test/mount.js';
import { inDays, pool, POOLS } from '../../test/pools.js';
import { settle, World } from '../../test/world.js';
import { registerLanguage } from './languages.js';
import { registerShippedLanguages } from './shipped.js';

registerShippedLanguages();
// The page fetches more modules than the default buffer holds.
performance.setResourceTimingBufferSize(5_000);

const fetched = (): string[] =>
  performance
    .getEntriesByType('resource')
    .flatMap(({ name }) => /\/languages\/(\w+\/\w+)\.\w+$/.exec(name)?.[1] ?? [])
    .sort();

/** The test runner's own limit ends the wait. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await settle();
}

describe('languages', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    FakeIntersections.install();
    fillWorld(world);
  });
  afterEach(async () => {
    world.end();
    document.documentElement.removeAttribute('lang');
    await settle();
    FakeIntersections.restore();
  });

  it('are fetched as far as the elements of the page need them, once, and none for English', async () => {
    for (const tag of ['credits-balance', 'credits-utilization-portal'] as const) await showTag(tag, { lang: 'en-GB' });
    expect(fetched()).to.deep.equal([]);

    const balance = await showTag('credits-balance', { lang: 'de-CH' });
    await showTag('credits-balance', { locale: 'de' });
    await until(() => textOf(balance, '.footer') === 'Live' && textOf(balance).includes('verfallen'));
    expect(fetched()).to.deep.equal(['de/common']);

    const chart = await showTag('credits-usage-chart', { lang: 'de' });
    await until(() => textOf(chart, '[part=change]').includes('davor'));
    expect(fetched()).to.deep.equal(['de/common', 'de/usage']);

    const grants = await showTag('credits-grants-table', { lang: 'de' });
    await until(() => textOf(grants).includes('In der Reihenfolge'));
    expect(fetched()).to.deep.equal(['de/common', 'de/grants', 'de/usage']);

    const portal = await showTag('credits-utilization-portal', { lang: 'de' });
    await until(() => textOf(portal).includes('Letzte Änderungen'));
    const inside = () => [...portal.shadowRoot!.querySelectorAll('.child')].map((child) => textOf(child)).join(' ');
    await until(() => ['Guthaben', 'Verbrauch', 'Gutschriften'].every((word) => inside().includes(word)));
    await settle();
    expect(fetched()).to.deep.equal(['de/common', 'de/grants', 'de/history', 'de/portal', 'de/usage']);
    expect(inside()).to.not.match(/balance|usage|grants/i);
  });

  it('change with the page: words, plurals, dates and numbers', async () => {
    document.documentElement.lang = 'fr';
    const element = await show(world, pool({ nextExpiry: { at: inDays(20.75), amount: '1' } }), { 'time-zone': 'UTC' });
    element.removeAttribute('lang');
    const seen = () => [textOf(element, '.number'), textOf(element, '.next')].join(' | ').replace(/\s/g, ' ');
    await until(() => seen() === '4 250 | 1 expire le 14 déc. 2026, 06:00');
    document.documentElement.lang = 'de';
    await until(() => seen() === '4.250 | 1 verfällt am 14.12.2026, 06:00');
    document.documentElement.lang = 'ja';
    await until(() => seen() === '4,250 | 1 が 2026/12/14 6:00 に失効');
    expect(query(element, '.base')?.lang).to.equal('ja');
    document.documentElement.lang = 'en';
    await until(() => seen() === '4,250 | 1 expires on Dec 14, 2026, 6:00 AM');
    expect(query(element, '.base')?.lang).to.equal('en');
  });

  it('reach what stands inside of a portal, however late they come', async () => {
    document.documentElement.lang = 'es';
    const portal = await showTag('credits-utilization-portal');
    portal.removeAttribute('lang');
    const inside = () => [...portal.shadowRoot!.querySelectorAll('.child')].map((child) => textOf(child)).join(' ');
    await until(() => ['Saldos', 'Consumo', 'Lotes', '4250', 'En directo'].every((word) => inside().includes(word)));
    document.documentElement.lang = 'ja';
    await until(() => ['残高', '使用量', '付与一覧', '4,250'].every((word) => inside().includes(word)));
  });

  it('of a host come in one or by group, over those of a shorter tag and those before', async () => {
    let loads = 0;
    registerLanguage('qps', () => {
      loads += 1;
      return Promise.resolve({ language: 'en', balance: { expires: { other: '{amount} gone {when}' }, add: 'More' } });
    });
    registerLanguage('qps-ploc', { usage: () => Promise.resolve({ default: { usage: { title: 'Use' } } }) });
    registerLanguage('qps', { balance: () => Promise.resolve({ balance: { add: 'Plus' } }) });
    const element = await showTag('credits-balance', { locale: 'qps-ploc', 'can-add': '', 'credit-type': 'ai-tokens' });
    expect(textOf(element, '.next')).to.equal('500 gone in 3 days');
    expect(textOf(element, '.add')).to.equal('Plus');
    expect(textOf(element, '.footer')).to.equal('Live');
    world.server.balances = [];
    const chart = await showTag('credits-usage-chart', { locale: 'qps-PLOC', token: 'other' });
    expect(textOf(chart, '#heading')).to.equal('Use');
    expect(loads).to.equal(1);
  });

  it('that cannot be fetched leave English, dates included; what is missing of one leaves the rest', async () => {
    registerLanguage('it', { language: () => Promise.reject(new Error('gone')), usage: () => Promise.resolve({}) });
    registerLanguage('pt', () => {
      throw new Error('no loader');
    });
    registerLanguage('nl', {
      language: () => Promise.resolve({ language: 'nl', balance: { expires: { other: '{amount} vervallen {when}' } } }),
      usage: () => Promise.reject(new Error('gone')),
    });
    for (const locale of ['it', 'pt']) {
      const element = await show(world, POOLS.healthy, { locale });
      expect(textOf(element, '.next')).to.equal('500 expire in 3 days');
      element.remove();
    }
    const element = await show(world, POOLS.healthy, { locale: 'nl' });
    expect(textOf(element, '.next')).to.equal('500 vervallen over 3 dagen');
    const chart = await showTag('credits-usage-chart', { locale: 'nl' });
    expect(textOf(chart, '#heading')).to.equal('AI Tokens usage');
  });
});
