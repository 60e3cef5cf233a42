import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { startDemo } from '../../demo/harness/start.js';
import { DemoWorld } from './demo-world.js';
import { type DemoWindow, LIVE, RECONNECTING, soon } from './window.js';

const world = new DemoWorld();
const openAs = (customer: string, options?: BrowserContextOptions): Promise<DemoWindow> =>
  world.openAs(customer, options);

describe('spending', () => {
  test('updates balance and ledger of another window without a reload', async () => {
    const [here, there] = await Promise.all([openAs('aurora'), openAs('aurora')]);
    expect(await there.number()).toBe('957.7');
    await there.page.evaluate(() => document.body.classList.add('same-page'));

    await here.make('image');

    await soon(() => there.number()).toBe('952.7');
    await soon(() => there.ledger(1)).toEqual(['Consumed Image Festival offer −5 952.7']);
    await soon(() => here.number()).toBe('952.7');
    await soon(() => here.ledger(1)).toEqual(['Consumed Image Festival offer −5 952.7']);
    expect(await there.page.locator('#ledger tr.new').count()).toBe(1);
    expect(await there.page.locator('body.same-page').count()).toBe(1);
    expect(await here.text('#result .cost')).toBe('5 tokens');
  });

  test('raises the last bar of another window without a reload', async () => {
    const [here, there] = await Promise.all([openAs('aurora'), openAs('aurora')]);
    const used = async () => Number((await there.text('credits-usage-chart [part="total"]')).replace(',', ''));
    const today = () => there.page.locator('credits-usage-chart [role="slider"]').getAttribute('aria-valuetext');
    await there.page.locator('credits-usage-chart canvas[style]').waitFor();
    const [before, said] = [await used(), await today()];
    await here.make('image');
    await soon(used).toBe(before + 5);
    expect(await today()).not.toBe(said);
  });

  test('a batch of raw events shows every entry', async () => {
    const [here, there] = await Promise.all([openAs('aurora'), openAs('aurora')]);
    await here.make('batch');
    await soon(() => here.text('#result .title')).toBe('500 frames captioned');
    expect(await here.text('#result .detail')).toMatch(
      /^500 events in one request · [\d,]+ tokens of text · \d+\.\d\d s$/,
    );
    await soon(() => there.text('#ledger tbody .count')).toBe('× 500');
    const [, charged] = /^Consumed Completion .* −(\d+\.?\d*) /.exec((await there.ledger(1))[0] ?? '') ?? [];
    expect(await here.text('#result .cost')).toBe(`${charged} tokens`);
    await here.page.reload();
    await here.settled();
    expect(await here.text('#ledger tbody .count')).toBe('× 500');
  });

  test('two clicks at once are charged twice', async () => {
    const window = await openAs('aurora');
    const before = Number(await window.number());
    await window.page.dblclick('[data-action=image]');
    await window.page.locator('[data-action=image]:not([aria-busy=true])').waitFor();
    const done = async () => {
      const rows = await window.page.locator('#ledger tr.new').allInnerTexts();
      return rows.reduce((sum, row) => sum + Number(/× (\d+)/.exec(row)?.[1] ?? 1), 0);
    };
    await soon(done).toBeLessThan(3);
    await soon(async () => before - 5 * (await done()) - Number(await window.number())).toBeLessThan(0.001);
    expect(await done()).toBeGreaterThan(0);
  });

  test('spending from one pool leaves the other unchanged', async () => {
    const window = await openAs('aurora');
    const tokens = await window.number(0);
    expect(await window.number(1)).toBe('82');
    await window.make('render');
    await soon(() => window.number(1)).toBe('80');
    expect(await window.number(0)).toBe(tokens);
    await soon(() => window.ledger(1)).toEqual(['Consumed Clip render Render bundle −2 80']);
  });
});

describe('running out', () => {
  test('a hard plan refuses, explains, and changes nothing', async () => {
    const window = await openAs('cinder');
    const before = await window.ledger();
    await window.make('image');
    await soon(() => window.page.locator('#refusal').isVisible()).toBe(true);
    expect(await window.text('#refusal p')).toBe(
      'Not enough AI Tokens. This takes 5 tokens. Left: 0 tokens. Nothing was made, and nothing was charged.',
    );
    expect(await window.number()).toBe('0');
    expect(await window.ledger()).toEqual(before);

    await window.page.click('#refusal [data-add-credits]');
    await soon(() => window.number()).toBe('50');
    expect(await window.page.locator('#refusal').isVisible()).toBe(false);
    await window.make('message');
    await soon(() => window.number()).toBe('49');
  });

  test('five hundred parallel reports stop at zero', async () => {
    const window = await openAs('cinder');
    // The remainder may be below the smallest amount that the widget shows: "<0.01".
    const left = async () => Number((await window.number()).replace('−', '-').replace('<', ''));
    const outcome = async () => `${await window.text('#result .title')} ${await window.text('#refusal')}`;
    // Each batch takes about 26 of the 49 credits.
    for (let batch = 0; batch < 3; batch += 1) {
      await window.make('batch');
      await window.page.locator('[data-action=batch]:not([aria-busy=true])').waitFor();
    }
    expect(await outcome()).toMatch(/ of 500 frames captioned|Not enough AI Tokens/);
    await soon(left).toBeLessThan(3);
    expect(await left()).toBeGreaterThanOrEqual(0);
  });

  test('a soft plan continues into overdraft, and new credits repay it first', async () => {
    const window = await openAs('delta');
    expect(await window.number()).toBe('−27.5');
    await window.make('image');
    await soon(() => window.number()).toBe('−32.5');
    await window.add();
    await soon(() => window.number()).toBe('17.5');
    await soon(() => window.ledger(3)).toEqual([
      'Repaid Overdraft paid Overdraft +32.5 17.5',
      'Repaid Paid into the overdraft With our compliments −32.5 −15',
      'Grant Promotional With our compliments +50 17.5',
    ]);
  });

  test('a new customer sees an empty state, then the first credits', async () => {
    const window = await openAs('ember');
    expect(await window.text('credits-balance [part="empty"]')).toContain('No credits yet');
    expect(await window.text('#ledger-note')).toContain('Nothing yet');
    expect(await window.ledger()).toEqual([]);
    await window.add();
    await soon(() => window.number()).toBe('50');
    await soon(() => window.ledger()).toEqual(['Grant Promotional With our compliments +50 50']);
  });
});

describe('the page', () => {
  test('switches to another customer', async () => {
    const window = await openAs('aurora');
    await window.page.getByRole('link', { name: 'Basalt & Co' }).click();
    await soon(() => window.text('h1')).toBe('Basalt & Co');
    await window.settled();
    expect(await window.number()).toBe('54.5');
    expect(await window.text('credits-balance [part="status"]')).toBe('Running low: 14% of 400 left');
    expect(await window.ledger(5)).toContain('Voided Entered twice Starter pack −400 54.5');
  });

  test('shows usage as a table if the chart code cannot load', async () => {
    const window = await openAs('delta');
    window.outage = true;
    await window.page.route('**/drawdown-plot-*', (route) => route.abort());
    await window.page.reload();
    await soon(() => window.page.locator('credits-usage-chart tbody tr').count()).toBe(30);
    expect(await window.text('credits-usage-chart .strong')).toContain('could not be loaded');
  });

  test('sorts grants by keyboard in both directions, and past grants show forfeited credits', async () => {
    const window = await openAs('aurora');
    const table = window.page.locator('credits-grants-table');
    const first = () => window.text('credits-grants-table tbody th .title');
    await soon(first).toBe('Festival offer');
    await table.getByRole('checkbox').focus();
    await window.page.keyboard.press('Space');
    await soon(() => table.getByRole('row').count()).toBe(8);
    expect(await table.getByText('320 forfeited').count()).toBe(1);
    const stops = ['Add credits', 'Source', 'Status', 'Remaining', 'Effective', 'Expires'];
    for (const _ of stops) await window.page.keyboard.press('Tab');
    await window.page.keyboard.press('Enter');
    const header = table.getByRole('columnheader', { name: 'Expires' });
    await soon(() => header.getAttribute('aria-sort')).toBe('ascending');
    expect(await first()).toBe('Monthly pack');
    await window.page.keyboard.press('Enter');
    await window.page.keyboard.press('Enter');
    await soon(() => header.getAttribute('aria-sort')).toBe(null);
    expect(await first()).toBe('Festival offer');
  });

  test('shows its own five lines of code', async () => {
    const window = await openAs('aurora');
    const lines = await window.text('#embed');
    expect(lines.split('\n')).toHaveLength(5);
    // The element in the page carries the markup that the server rendered.
    const [made = ''] = lines.split('\n</credits-balance>');
    const markup = await (await window.page.request.get(window.page.url())).text();
    expect(markup).toContain(`${made}<template shadowrootmode="open">`);
  });

  test('remembers the chosen theme', async () => {
    const window = await openAs('aurora', { colorScheme: 'light' });
    const ground = () => window.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await window.page.getByRole('button', { name: 'Dark' }).click();
    await soon(ground).not.toBe(light);
    const dark = await ground();
    await window.page.reload();
    await window.settled();
    expect(await ground()).toBe(dark);
  });
});

describe('the server', () => {
  test('after an outage, the page kept its last balance, said so, and recovered', async () => {
    const window = await openAs('basalt');
    const [number, rows] = [await window.number(), await window.ledger()];
    window.outage = true;
    await world.demo.stop('SIGKILL');
    await soon(() => window.freshness()).toMatch(RECONNECTING);
    expect(await window.number()).toBe(number);
    await window.make('message');
    await soon(() => window.text('#result .title')).toMatch(/^Northlight cannot be reached at the moment/);
    expect(await window.text('#result .cost')).toBe('Nothing was made, and nothing was charged.');
    expect(await window.ledger()).toEqual(rows);

    await world.restart();
    // The widget waits longer between attempts the longer the server is away.
    await soon(() => window.freshness(), 45_000).toMatch(LIVE);
    expect(await window.number()).toBe(number);
    await window.make('message');
    await soon(() => window.number()).toBe('53.5');
    await soon(() => window.ledger()).toEqual(['Consumed Chat message Starter pack −1 53.5', ...rows]);
  });

  test('reports that its port is taken', async () => {
    const other = startDemo(join(world.folder, 'other.db'), world.demo.port);
    await expect(other).rejects.toThrow(`Port ${world.demo.port} is taken.`);
  });

  test('stops on SIGTERM while pages are open', async () => {
    const window = await openAs('aurora');
    window.outage = true;
    expect(await world.demo.stop()).toBe(0);
    await world.restart();
  });
});
