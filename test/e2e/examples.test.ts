import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type RunningDemo, startDemo } from '../../demo/harness/start.js';
import { soon } from './window.js';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-examples-'));
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

test.each(['plain', 'react', 'vue'])('%s shows the number, updates it, and calls its listeners', async (name) => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${demo.url}examples/${name}`);
  const number = page.locator('credits-balance [part="number"] .full');
  await soon(() => page.locator('credits-balance [part="footer"]').innerText()).toMatch(/^Live/);
  const before = Number(await number.innerText());
  await page.click('#spend');
  await soon(async () => Number(await number.innerText())).toBe(Number((before - 5).toFixed(2)));
  const news = () => page.locator('#news').innerText();
  await soon(news).toMatch(/^credits-balance-change \d/);
  await page.click('credits-balance [part="add-button"]');
  await soon(news).toMatch(/^credits-add-request \d/);
  expect(complaints).toEqual([]);
  expect(await page.locator('.sources pre').first().innerText()).toMatch(/credits-balance|CreditsBalance/);
  await page.close();
});

test('react hydrates the server’s markup without warnings', async () => {
  const markup = await (await fetch(`${demo.url}examples/react`)).text();
  expect(markup).toContain('<credits-balance api="/" credit-type="ai-tokens" token-url="/studio/api/token');
  expect(markup).toMatch(/<credits-balance [^>]*><template shadowrootmode="open">/);
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  let letScriptCome: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letScriptCome = resolve));
  await page.route('**/examples/react.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${demo.url}examples/react`, { waitUntil: 'commit' });
  const balance = page.locator('credits-balance');
  const served = await balance.locator('[part="number"] .full').innerText();
  expect(Number(served)).toBeGreaterThan(0);
  expect(await balance.locator('[part="footer"]').innerText()).toMatch(/^Updated /);
  expect(await balance.locator('[part="add-button"]').isDisabled()).toBe(true);
  // The script must upgrade the element from the server instead of replacing it.
  await balance.evaluate((element) => element.setAttribute('data-kept', ''));
  letScriptCome();
  await soon(() => balance.locator('[part="footer"]').innerText()).toMatch(/^Live/);
  expect(await balance.locator('[part="number"] .full').innerText()).toBe(served);
  // The example attaches both kinds of listeners in JSX: for server events and for reader actions.
  const news = () => page.locator('#news').innerText();
  await balance.locator('[part="add-button"]').click();
  await soon(news).toMatch(/^credits-add-request \d/);
  await page.click('#spend');
  await soon(news).toMatch(/^credits-balance-change \d/);
  expect(await page.locator('credits-balance[data-kept]').count()).toBe(1);
  expect(await page.locator('credits-balance').count()).toBe(1);
  expect(await balance.evaluate((element) => element.shadowRoot?.querySelectorAll('.base').length)).toBe(1);
  expect(complaints).toEqual([]);
  await page.close();
});
