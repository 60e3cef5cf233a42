import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type RunningDemo, startDemo } from '../../demo/harness/start.js';
import { DemoWindow, LIVE, RECONNECTING, soon } from './window.js';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-portal-'));
const database = join(folder, 'demo.db');
let demo: RunningDemo;
let browser: Browser;
let windows: DemoWindow[] = [];

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(database), launchBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async () => {
  const complaints = windows.flatMap((window) => window.complaints);
  await Promise.all(windows.map((window) => window.close()));
  windows = [];
  expect(complaints).toEqual([]);
});

async function remember(opening: Promise<DemoWindow>): Promise<DemoWindow> {
  const window = await opening;
  windows.push(window);
  return window;
}

const openStudio = (customer: string) => remember(DemoWindow.open(browser, `${demo.url}?customer=${customer}`));

class Portal {
  private constructor(readonly window: DemoWindow) {}

  static async open(customer: string): Promise<Portal> {
    const url = new URL(`portal?customer=${customer}`, demo.url).href;
    return new Portal(
      await remember(
        DemoWindow.open(browser, url, { acceptDownloads: true }, async (window) => {
          await soon(() => window.freshness()).toMatch(LIVE);
          await window.page.locator('credits-usage-chart canvas[style]').waitFor();
          await soon(() => new Portal(window).rows.count()).not.toBe(0);
        }),
      ),
    );
  }

  find(selector: string): Locator {
    return this.window.page.locator(`credits-utilization-portal ${selector}`);
  }

  get rows(): Locator {
    return this.find('[part="ledger-row"]');
  }

  /** For example "Consumed · Image −5.00 952.70". */
  async newest(): Promise<string> {
    const cells = await this.rows.first().locator('th, .delta bdi, .after').allInnerTexts();
    return cells.join(' ').replace(/\s+/g, ' ').trim();
  }

  readonly caption = async (): Promise<string> =>
    ((await this.find('[part="ledger-table"] caption').textContent()) ?? '').trim();

  readonly used = (): Promise<string> => this.find('credits-usage-chart [part="total"]').innerText();

  /** The focused element, through all shadow roots. */
  focused(): Promise<string> {
    return this.window.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.getAttribute('role') === 'heading' ? active.id : (active?.getAttribute('role') ?? '');
    });
  }

  async choose(where: string, label: string, option: string): Promise<void> {
    await this.find(`${where} select[aria-label="${label}"]`).selectOption({ label: option });
  }
}

describe('the portal', () => {
  test('choosing a bar by keyboard opens its entries and moves the focus, and back', async () => {
    const portal = await Portal.open('aurora');
    const { keyboard } = portal.window.page;
    const wide = await portal.caption();
    await portal.find('[role="slider"]').focus();
    for (const key of ['ArrowLeft', 'Enter']) await keyboard.press(key);
    await soon(() => portal.focused()).toBe('ledger-heading');
    const [, day = ''] = /^Only (.+)$/.exec(await portal.find('[part="ledger-filter"]').innerText()) ?? [];
    await soon(() => portal.caption()).toBe(`AI Tokens ledger, ${day}`);
    const times = await portal.rows.locator('time').allInnerTexts();
    const shown = new Set(times.map((time) => time.split(',')[0]));
    expect([...shown]).toEqual([/(\w+ \d+),/.exec(day.replace(/^\w+, /, ''))?.[1]]);

    await portal.find('[part="ledger-controls"] button').focus();
    await keyboard.press('Enter');
    await soon(() => portal.caption()).toBe(wide);
    expect(await portal.focused()).toBe('slider');
  });

  test('changing the period of chart or ledger changes the other', async () => {
    const portal = await Portal.open('aurora');
    const [used, caption] = [await portal.used(), await portal.caption()];
    await portal.choose('credits-usage-chart', 'Period', 'Last 7 days');
    await soon(() => portal.used()).not.toBe(used);
    await soon(() => portal.caption()).not.toBe(caption);
    expect(await portal.find('[part="ledger-controls"] select').first().inputValue()).toBe('7d');
    await portal.choose('[part="ledger-controls"]', 'Period', 'Last 30 days');
    await soon(() => portal.used()).toBe(used);
    await soon(() => portal.caption()).toBe(caption);
  });

  test('spending in another window updates number, bar, outlook and ledger without a reload', async () => {
    const [portal, studio] = await Promise.all([Portal.open('aurora'), openStudio('aurora')]);
    await portal.window.page.evaluate(() => document.body.classList.add('same-page'));
    const number = async () => Number((await portal.window.number()).replace(',', ''));
    const used = async () => Number((await portal.used()).replace(',', ''));
    const today = () => portal.find('[role="slider"]').getAttribute('aria-valuetext');
    const [before, usedBefore, saidBefore] = [await number(), await used(), await today()];
    await studio.make('image');
    const after = Math.round((before - 5) * 100) / 100;
    await soon(number).toBe(after);
    await soon(async () => Math.round(((await used()) - usedBefore) * 100) / 100).toBe(5);
    await soon(() => portal.newest()).toBe(
      `Consumed · Image −5.00 ${after.toLocaleString('en', { minimumFractionDigits: 2 })}`,
    );
    await soon(() => portal.find('[part="change"]').first().innerText()).toMatch(/^−5\s+minus 5\s+tokens · Image/);
    expect(await today()).not.toBe(saidBefore);
    expect(await portal.window.page.locator('body.same-page').count()).toBe(1);
  });

  test('switches all parts to another credit type', async () => {
    const portal = await Portal.open('aurora');
    await portal.choose('', 'Credits', 'Render Minutes');
    await soon(() => portal.find('credits-usage-chart .heading').innerText()).toBe('Render Minutes usage');
    await soon(() => portal.find('credits-grants-table .heading').innerText()).toBe('Render Minutes grants');
    await soon(() => portal.caption()).toMatch(/^Render Minutes ledger/);
    await soon(() => portal.newest()).toMatch(/Clip render|Render bundle/);
    expect(await portal.find('[part="projection"]').innerText()).toContain('Render Minutes');
  });

  test('downloads its usage as a file', async () => {
    const portal = await Portal.open('aurora');
    const [download] = await Promise.all([
      portal.window.page.waitForEvent('download'),
      portal.find('credits-usage-chart').getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^usage-.+-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text.split(/\r?\n/).filter(Boolean).length).toBeGreaterThan(30);
    expect(text).toContain('Image');
  });

  test('has no axe violations', async () => {
    expect(await (await Portal.open('basalt')).window.violations()).toEqual([]);
  });

  test('keeps its last numbers during an outage, says so, and recovers', async () => {
    const portal = await Portal.open('basalt');
    const { window } = portal;
    const [number, newest] = [await window.number(), await portal.newest()];
    window.outage = true;
    await demo.stop('SIGKILL');
    await soon(() => window.freshness()).toMatch(RECONNECTING);
    expect([await window.number(), await portal.newest()]).toEqual([number, newest]);

    demo = await startDemo(database, demo.port);
    await soon(() => window.freshness(), 45_000).toMatch(LIVE);
    expect([await window.number(), await portal.newest()]).toEqual([number, newest]);
    await (await openStudio('basalt')).make('message');
    await soon(() => portal.newest()).not.toBe(newest);
  });
});
