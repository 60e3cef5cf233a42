import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type RunningDemo, startDemo } from '../../demo/harness/start.js';
import { LIVE, soon } from './window.js';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-served-'));
let demo: RunningDemo;
let browser: Browser;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(join(folder, 'demo.db')), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

const balanceIn = (page: Page) => page.locator('credits-balance');
const heightIn = (page: Page) => balanceIn(page).evaluate((element) => element.getBoundingClientRect().height);

test.each([
  ['en-US', 'light', 'Credit balances', /Updated .+ UTC/],
  ['de-DE', 'dark', 'Guthaben', /Aktualisiert .+ UTC/],
] as const)('shows the balance without JavaScript, in %s and %s', async (locale, colorScheme, heading, when) => {
  const page = await browser.newPage({ javaScriptEnabled: false, locale, colorScheme });
  await page.goto(`${demo.url}?customer=aurora`);
  const balance = balanceIn(page);
  expect(await balance.locator('[part="number"] .full').first().innerText()).toMatch(/^957[.,]7$/);
  expect(await balance.locator('[part="header"]').innerText()).toContain(heading);
  expect(await balance.locator('[part="footer"]').innerText()).toMatch(when);
  // Buttons that need the script stay hidden without it.
  expect(await balance.locator('button').first().isVisible()).toBe(false);
  expect(
    await balance
      .locator('[part="pool"]')
      .first()
      .evaluate((base) => getComputedStyle(base).borderTopWidth),
  ).toBe('1px');
  await page.close();
});

test('shows the number from the first paint, and nothing shifts when the script takes over', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    const seen = { shifts: [] as string[], violations: 0, texts: [] as string[] };
    Object.assign(window, { seen });
    document.addEventListener('securitypolicyviolation', () => (seen.violations += 1));
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources: { node: Node | null }[] })[]) {
        const moved = entry.sources.filter(({ node }) => node?.parentElement?.closest('.balance, .chart'));
        if (moved.length > 0) seen.shifts.push(moved.map(({ node }) => node?.nodeName).join());
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const read = () => {
      const number = String(document.querySelector('credits-balance')?.shadowRoot?.querySelector('.full')?.textContent);
      // The parser may pause within the tag. Once the number is shown, it must not disappear.
      if (seen.texts.length > 0 || number !== 'undefined') if (seen.texts.at(-1) !== number) seen.texts.push(number);
      requestAnimationFrame(read);
    };
    requestAnimationFrame(read);
  });
  let letScriptCome: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letScriptCome = resolve));
  await page.route('**/widgets/drawdown.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${demo.url}?customer=aurora`, { waitUntil: 'commit' });
  await soon(() => balanceIn(page).locator('[part="number"] .full').first().innerText()).toBe('957.7');
  await soon(() =>
    balanceIn(page)
      .locator('[part="pool"]')
      .first()
      .evaluate((base) => getComputedStyle(base).borderTopWidth),
  ).toBe('1px');
  const before = await heightIn(page);
  letScriptCome();
  await soon(() => balanceIn(page).locator('[part="footer"]').innerText()).toMatch(LIVE);
  expect(Math.abs((await heightIn(page)) - before)).toBeLessThanOrEqual(1);
  const seen = await page.evaluate(() => (window as unknown as { seen: object }).seen);
  expect(seen).toEqual({ shifts: [], violations: 0, texts: ['957.7'] });
  expect(complaints).toEqual([]);
  await page.close();
});

test('the page is readable if the script never arrives', async () => {
  const page = await browser.newPage();
  await page.route('**/widgets/drawdown.js', (route) => route.abort());
  await page.goto(`${demo.url}?customer=cinder`);
  const balance = balanceIn(page);
  expect(await balance.locator('[part="footer"]').innerText()).toMatch(/^Updated /);
  expect(await balance.locator('button').first().isDisabled()).toBe(true);
  await page.close();
});
