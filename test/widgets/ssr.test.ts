import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Balance } from '../../server/contract/index.js';
import '../../widgets/entries/languages.js';
import {
  type BalanceOptions,
  balanceStylesheet,
  renderBalance,
  renderBalanceContent,
} from '../../widgets/entries/ssr.js';
import { images, pool, POOLS } from '../../widgets/test/pools.js';

const OPTIONS: BalanceOptions = { api: 'https://credits.example/', tokenUrl: '/credits-token' };
const render = (balances: Balance | readonly Balance[], options: Partial<BalanceOptions> = {}) =>
  renderBalance({ data: [balances].flat() }, { ...OPTIONS, ...options });

const textOf = (html: string): string =>
  html
    .replace(/<(link|style).*?>/g, '')
    .replace(/<div[^>]* hidden>.*?<\/div>/gs, '')
    .replace(/<span class="spoken">.*?<\/span>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const openingTag = (html: string): string => html.slice(0, html.indexOf('>') + 1);

test('renders a balance as a tag with a shadow tree: number, unit, share, expiry and time', async () => {
  const html = await render(POOLS.healthy);
  expect(html).toMatch(/^<credits-balance [^>]*><template shadowrootmode="open"><link rel="stylesheet" href="[^"]*">/);
  expect(html).toMatch(/<\/template><\/credits-balance>$/);
  expect(textOf(html)).toBe(
    'AI Tokens balance 4,2504,250 tokens 71% of 6,000 left 500 expire in 3 days Updated Nov 23, 12:00 PM UTC',
  );
  expect(html).not.toMatch(/<!--|<\?|lit-part|style=|<style|undefined|\[object/);
});

test.each([
  ['low', POOLS.low, 'Running low: 15% of 6,000 left'],
  ['depleted', POOLS.depleted, 'No tokens left Usage may be refused until more are added. Renews on Dec 1, 2026'],
  ['overdrawn', POOLS.overdrawn, '1,250 tokens over Taken from the next credits you receive.'],
  ['held', POOLS.held, '120.5 on hold, 4,129.5 available'],
  ['empty', POOLS.empty, 'AI Tokens balance No credits yetThey show up here'],
  ['several', [POOLS.healthy, images], 'Credit balances AI Tokens 4,2504,250 tokens'],
  ['none', [], 'Credit balances No credits yet'],
])('describes %s in words', async (_, balances, words) => {
  expect(textOf(await render(balances))).toContain(words);
});

test('selects one credit type or resource', async () => {
  expect(textOf(await render([POOLS.healthy, images], { creditType: 'images' }))).toMatch(/^Images balance 12.5/);
  const pools = [POOLS.healthy, pool({ resourceId: 'w1', balance: '7' })];
  expect(textOf(await render(pools, { resourceId: 'w1' }))).toContain(' 77 tokens');
  expect(textOf(await render(pools))).not.toContain(' 77');
});

test('the tag has the escaped attributes of the element, and never a token', async () => {
  const attributes = { id: 'a"b', lang: 'en', onclick: 'x()', token: 'secret', 'no name': '1', style: 'color:red' };
  const html = await render(POOLS.healthy, {
    tokenUrl: '/t?a=1&b="2"',
    canAdd: true,
    quiet: false,
    theme: 'dark',
    headingLevel: 2,
    history: 3,
    attributes,
    ...({ token: 'secret', tokenProvider: () => 'secret', strings: { minus: 'secret' } } as object),
  });
  expect(openingTag(html)).toBe(
    '<credits-balance api="https://credits.example/" token-url="/t?a=1&amp;b=&quot;2&quot;" theme="dark" ' +
      'heading-level="2" can-add="" history="3" id="a&quot;b" lang="en">',
  );
  expect(html).not.toContain('secret');
  expect(html).toContain('aria-level="2"');
});

test('a button is disabled without its script, and the last changes keep a place', async () => {
  const html = await render([POOLS.low, images], { canAdd: true, history: '2' });
  expect(html.match(/<button/g)).toHaveLength(2);
  expect(html.match(/<button disabled/g)).toHaveLength(2);
  expect(html).toMatch(/part="history"[^>]*aria-hidden="true"/);
});

test('uses nothing of the server’s own language, zone or clock', async () => {
  const [tz, now] = [process.env['TZ'], Date.now];
  const html = await render([POOLS.held, POOLS.depleted]);
  try {
    process.env['TZ'] = 'Pacific/Kiritimati';
    Date.now = () => 0;
    // Node has no `navigator` before version 21.
    Object.defineProperty((globalThis as Partial<typeof globalThis>).navigator ?? {}, 'language', {
      configurable: true,
      value: 'ar-EG',
    });
    expect(await render([POOLS.held, POOLS.depleted])).toBe(html);
    expect(await render([POOLS.held], { timeZone: 'Pacific/Kiritimati' })).toContain('GMT+14');
  } finally {
    Date.now = now;
    if (tz === undefined) delete process.env['TZ'];
    else process.env['TZ'] = tz;
  }
});

test('uses the given language, locale and zone, and falls back to English in UTC', async () => {
  const german = await render(POOLS.healthy, { locale: 'de-CH', timeZone: 'Europe/Berlin' });
  expect(textOf(german)).toContain('500 verfallen in 3 Tagen');
  expect(german).toContain('lang="de"');
  expect(textOf(german)).toMatch(/Aktualisiert 23\. Nov\.,? 13:00 MEZ/);
  expect(textOf(await render(POOLS.healthy, { locale: 'ar-EG' }))).toMatch(/[\u0600-\u06ff]/);
  expect(textOf(await render(POOLS.healthy, { locale: 'x', timeZone: 'nowhere', now: 'never' }))).toContain(
    'expire in 3 days Updated Nov 23, 12:00 PM UTC',
  );
});

test('counts "in 3 days" from the given time, and texts may be replaced', async () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const strings = { balance: { heading: 'Your {name} & more' } };
  expect(textOf(await render(POOLS.healthy, { now, strings }))).toMatch(
    /^Your AI Tokens &amp; more .* in 2 days Updated Nov 23, 12:00 PM UTC$/,
  );
});

test('links styles from the credits server or elsewhere, or inlines them with a nonce', async () => {
  expect(balanceStylesheet(OPTIONS)).toBe('https://credits.example/widgets/credits-balance.css');
  expect(balanceStylesheet({ api: '/' })).toBe('/widgets/credits-balance.css');
  expect(await render(POOLS.healthy)).toContain(`href="${balanceStylesheet(OPTIONS)}"`);
  expect(await render(POOLS.healthy, { stylesheet: '/a.css?b&c' })).toContain('href="/a.css?b&amp;c"');
  const inline = await render(POOLS.healthy, { nonce: 'r4nd"0m' });
  expect(inline).toMatch(/<style nonce="r4nd&quot;0m">[^]*:host[^]*\.meter[^]*<\/style>/);
  expect(inline).not.toContain('<link');
});

test('without numbers renders the tag with its fallback content', async () => {
  const html = await renderBalance(null, { ...OPTIONS, fallback: 'Your <credits>' });
  expect(html).toBe(`${openingTag(html)}Your &lt;credits&gt;</credits-balance>`);
});

test('renders the content alone for a tag that is written elsewhere', async () => {
  const data = { data: [POOLS.healthy] };
  expect(await renderBalance(data, OPTIONS)).toContain(
    `>${await renderBalanceContent(data, OPTIONS)}</credits-balance>`,
  );
});

test('data is never markup', async () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '</template><script>x()</script>',
      '<!--lit-part-->',
      '<?>',
      '"><img src=x onerror=x()>',
      '{name}',
      '&lt;',
    ),
  );
  const skeleton = (html: string) => (html.match(/<\/?[a-z][\w-]*/gi) ?? []).join();
  const usual = skeleton(await render([POOLS.healthy, images]));
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (name, unit, id) => {
      const odd = pool({ name, unit: { singular: unit, plural: unit }, creditTypeId: id });
      const html = await render([odd, images], { tokenUrl: name, fallback: unit, attributes: { title: id } });
      expect(skeleton(html)).toBe(usual);
      expect(html.match(/<template/g)).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});
