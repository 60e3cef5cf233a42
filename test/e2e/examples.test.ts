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

test.each(['plain', 'react', 'vue'])('%s: the number shows and falls, and its listeners hear', async (name) => {
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

test('react begins with what the server rendered, and hydrates it', async () => {
  const markup = await (await fetch(`${demo.url}examples/react`)).text();
  expect(markup).toContain('<credits-balance api="/" credit-type="ai-tokens" token-url="/studio/api/token');
  const page = await browser.newPage();
  // The element of the server is the one that stays.
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () =>
      document.querySelector('credits-balance')?.setAttribute('data-kept', ''),
    );
  });
  await page.route('**/examples/react.js', async (route) => {
    await page.locator('credits-balance').waitFor({ state: 'attached' });
    await route.continue();
  });
  await page.goto(`${demo.url}examples/react`);
  await page.click('credits-balance [part="add-button"]');
  await soon(() => page.locator('#news').innerText()).toMatch(/^credits-add-request/);
  expect(await page.locator('credits-balance').count()).toBe(1);
  await page.close();
});
