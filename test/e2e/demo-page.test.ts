import { describe, expect, test } from 'vitest';
import { WORDS } from '../../demo/words/all.js';
import { LANGUAGES } from '../../demo/words/languages.js';
import { DemoWorld } from './demo-world.js';
import { type DemoWindow, soon } from './window.js';

const world = new DemoWorld();

const english = { locale: 'en-US' };

const documentOf = (window: DemoWindow) =>
  window.page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return { lang, dir, direction: getComputedStyle(document.body).direction };
  });

const overflow = (window: DemoWindow): Promise<number> =>
  window.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe('languages', () => {
  test('a language chosen by keyboard applies to page, scripts and widgets, and persists', async () => {
    const window = await world.openAs('aurora', english);
    expect(await documentOf(window)).toEqual({ lang: 'en', dir: 'ltr', direction: 'ltr' });
    await window.page.locator('.languages summary').focus();
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Tab');
    await window.page.keyboard.press('Tab');
    await Promise.all([window.page.waitForURL(/customer=aurora$/), window.page.keyboard.press('Enter')]);

    await soon(() => documentOf(window)).toEqual({ lang: 'de', dir: 'ltr', direction: 'ltr' });
    await soon(() => window.text('#ledger tbody .type')).toBe('Verbraucht');
    expect(await window.text('#result .title')).toBe('Was machen wir heute?');
    await soon(() => window.text('credits-grants-table [part="table"] th')).toMatch(/^Herkunft|^Quelle/);
    expect(await window.number()).toBe('957,7');
    await window.make('image');
    await soon(() => window.number()).toBe('952,7');
    await soon(() => window.text('#result .detail')).toMatch(/Pixel · Seed/);

    await window.page.goto(`${world.demo.url}portal`);
    expect((await documentOf(window)).lang).toBe('de');
    expect(await window.page.title()).toBe('Credits von Aurora Films · Northlight');
  });

  test('Escape closes the menu and returns the focus', async () => {
    const window = await world.openAs('aurora', english);
    const list = window.page.locator('.languages ul');
    await window.page.click('.languages summary');
    await soon(() => list.isVisible()).toBe(true);
    await window.page.keyboard.press('Tab');
    await window.page.keyboard.press('Escape');
    await soon(() => list.isVisible()).toBe(false);
    expect(await window.page.evaluate(() => document.activeElement?.localName)).toBe('summary');
  });

  test('the first visit uses the browser’s language', async () => {
    const window = await world.openAs('cinder', { locale: 'fr-CA' });
    expect((await documentOf(window)).lang).toBe('fr');
    const headers = { 'Accept-Language': 'fr-CA,fr;q=0.9' };
    const markup = await (await fetch(world.demo.url, { headers })).text();
    expect(markup).toContain('<html lang="fr" dir="ltr"');
    await window.make('image');
    await soon(() => window.text('#refusal strong')).toBe('Pas assez de AI Tokens.');
  });

  test('Arabic mirrors the whole page', async () => {
    const window = await world.open('?customer=aurora&language=ar');
    expect(await documentOf(window)).toEqual({ lang: 'ar', dir: 'rtl', direction: 'rtl' });
    const startOf = (selector: string) =>
      window.page.locator(selector).evaluate((element) => element.getBoundingClientRect().left);
    expect(await startOf('.workbench')).toBeGreaterThan(await startOf('credits-balance'));
    expect(await window.page.locator('#embed').evaluate((code) => getComputedStyle(code).direction)).toBe('ltr');
    await window.make('message');
    const answers = WORDS.ar.samples.chats.map(({ answer }) => answer);
    await soon(async () => answers.includes(await window.text('#result .title'))).toBe(true);
  });

  test.each(LANGUAGES)('both pages in $name fit from 240 pixels up, without axe violations', async ({ tag }) => {
    const studio = await world.open(`?language=${tag}`, { reducedMotion: 'reduce' });
    const portal = await world.open(`portal?language=${tag}`, { reducedMotion: 'reduce' });
    for (const width of [240, 300, 360, 768, 1280]) {
      for (const window of [studio, portal]) {
        await window.page.setViewportSize({ width, height: 900 });
        await soon(() => overflow(window)).toBeLessThan(1);
      }
    }
    expect([...(await studio.violations()), ...(await portal.violations())]).toEqual([]);
    await studio.page.emulateMedia({ colorScheme: 'dark' });
    expect(await studio.violations()).toEqual([]);
  });
});

describe('on a phone', () => {
  test('touch targets are big enough', async () => {
    const window = await world.openAs('aurora', { ...english, viewport: { width: 360, height: 780 } });
    await window.page.click('.languages summary');
    const small = await window.page
      .locator('a, button, summary, label')
      .filter({ visible: true })
      .evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          const sentence = target.closest('p') !== null || target.classList.contains('skip');
          return !sentence && (width < 24 || height < 24) ? [`${target.textContent.trim()} ${width} × ${height}`] : [];
        }),
      );
    expect(small).toEqual([]);
  });

  test('the remaining credits come first and stay visible', async () => {
    const window = await world.openAs('basalt', { ...english, viewport: { width: 360, height: 780 } });
    const topOf = (selector: string) =>
      window.page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
    expect(await topOf('credits-balance')).toBeLessThan(await topOf('.workbench'));
    expect(await topOf('.workbench')).toBeLessThan(await topOf('#ledger'));
    await window.make('message');
    await soon(() => window.text('#bar-balance')).toBe('53.5 tokens');
    expect(await topOf('.bar-balance')).toBeGreaterThanOrEqual(0);
  });
});

describe('by keyboard alone', () => {
  test('refused work succeeds after adding credits', async () => {
    const window = await world.openAs('cinder', english);
    const { keyboard } = window.page;
    const focused = () => window.page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
    const tabTo = async (words: RegExp) => {
      for (let presses = 0; presses < 40 && !words.test(await focused()); presses += 1) await keyboard.press('Tab');
      expect(await focused()).toMatch(words);
    };
    await keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await keyboard.press('Enter');
    await tabTo(/^Generate an image/);
    await keyboard.press('Enter');
    await window.page.locator('#refusal').waitFor();
    await keyboard.press('Shift+Tab');
    await keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Add 50 credits');
    await keyboard.press('Enter');
    await soon(() => window.number()).toBe('50');
    await tabTo(/^Generate an image/);
    await keyboard.press('Enter');
    await soon(() => window.number()).toBe('45');
  });
});

describe('the integration panel', () => {
  test('shows the code of each element and framework, and copies it', async () => {
    const window = await world.openAs('aurora', { ...english, permissions: ['clipboard-read', 'clipboard-write'] });
    await window.page.locator('.tag[data-snippet=chart]').click();
    await soon(() => window.text('#embed')).toMatch(/<credits-usage-chart range="30d"/);
    await window.page.getByLabel('React').check();
    await soon(() => window.text('#embed')).toMatch(/^import 'drawdown\/widgets\/credits-usage-chart.js';/);
    await window.page.getByLabel('<credits-balance>').check();
    await soon(() => window.text('#embed')).toMatch(/<CreditsBalance canAdd api="http/);
    await window.page.locator('[data-copy=embed]').click();
    await soon(() => window.text('[data-copy=embed]')).toBe('Copied');
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe(await window.text('#embed'));
  });

  test('links to the rest of Drawdown', async () => {
    const window = await world.openAs('aurora', english);
    const links = await window.page
      .locator('footer a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    expect(links).toHaveLength(7);
    for (const link of links) expect([link, (await window.page.request.get(link)).status()]).toEqual([link, 200]);
  });
});

describe('accessibility', () => {
  test.each(['aurora', 'basalt', 'cinder', 'delta', 'ember'])('axe finds no violations as %s', async (customer) => {
    const window = await world.openAs(customer, { ...english, reducedMotion: 'reduce' });
    await window.make('image');
    await window.page.locator('#result .cost:not(:empty), #refusal:not([hidden])').first().waitFor();
    for (const width of [1280, 360]) {
      await window.page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await window.page.emulateMedia({ colorScheme });
        expect(await window.violations()).toEqual([]);
      }
    }
  });

  test.each(['plain', 'react', 'vue'])('the example %s fits, without axe violations', async (name) => {
    const window = await world.open(`examples/${name}`, { ...english, reducedMotion: 'reduce' });
    await window.page.setViewportSize({ width: 240, height: 900 });
    await soon(() => overflow(window)).toBeLessThan(1);
    expect(await window.violations()).toEqual([]);
  });

  test('axe finds no violations on the dark portal', async () => {
    const window = await world.open('portal?customer=delta', {
      ...english,
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    });
    expect(await window.violations()).toEqual([]);
  });
});
