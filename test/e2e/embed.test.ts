import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type Host, type HostPage, openHost } from './host-page.js';
import { LIVE, soon } from './window.js';

type Digests = { readonly version: string; readonly files: Readonly<Record<string, string>> };

const BUILT = new URL('../../dist/widgets/cdn/', import.meta.url);
const { version, files } = JSON.parse(readFileSync(new URL('integrity.json', BUILT), 'utf8')) as Digests;
const ELEMENTS = ['credits-balance', 'credits-usage-chart', 'credits-grants-table', 'credits-utilization-portal'];

let host: Host;
let browser: Browser;

beforeAll(async () => {
  [host, browser] = await Promise.all([openHost(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const script = (more = '', file = 'drawdown.js') =>
  `<script type="module" src="${host.api}/widgets/${file}" crossorigin ${more}></script>`;
const tag = (name: string, { customer = 'ada', more = '', inside = '' } = {}) =>
  `<${name} api="${host.api}" token-url="/token?customer=${customer}" ${more}>${inside}</${name}>`;
const document = (body: string, head = '') =>
  `<!doctype html><html lang="en"><title>A host</title><link rel="icon" href="data:,">${head}<body>${body}</body></html>`;

async function open({ html, headers }: HostPage, prepare: (page: Page) => Promise<unknown> = async () => undefined) {
  host.show({ html, ...(headers && { headers }) });
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const loaded: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const [, file] = /\/widgets\/(.*\.js)$/.exec(request.url()) ?? [];
    if (file !== undefined) loaded.push(file.replace(/^[\d.]+\//, '').replace(/-[\w-]{8}\.js$/, '.js'));
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await prepare(page);
  await page.goto(host.origin);
  return { page, loaded, complaints };
}

const footer = (page: Page, name: string) => soon(() => page.locator(`${name} [part="footer"]`).first().innerText());
const painted = (page: Page) => soon(() => page.locator('credits-usage-chart canvas').first().evaluate((one) => (one as HTMLCanvasElement).width > 300)); // prettier-ignore

describe('one tag', () => {
  test('shows the balance with one script and no style sheet', async () => {
    const { page, loaded, complaints } = await open({ html: document(script() + tag('credits-balance')) });
    await footer(page, 'credits-balance').toMatch(LIVE);
    expect(await page.locator('credits-balance [part="number"] .full').innerText()).toBe('1,190');
    expect([loaded, complaints]).toEqual([['drawdown.js'], []]);
    await page.close();
  });

  test('works as a classic script', async () => {
    const classic = `<script src="${host.api}/widgets/drawdown.iife.js"></script>`;
    const { page, loaded, complaints } = await open({
      html: document(
        classic +
          ELEMENTS.slice(0, 3)
            .map((name) => tag(name))
            .join(''),
      ),
    });
    for (const name of ELEMENTS.slice(0, 3)) await footer(page, name).toMatch(LIVE);
    await painted(page).toBe(true);
    expect([loaded, complaints]).toEqual([['drawdown.iife.js'], []]);
    await page.close();
  });

  test.each([
    ['is far away', 'ada', '<p style="block-size: 4000px">…</p>', ''],
    ['is hidden', 'ada', '', 'hidden'],
    ['has nothing to draw', 'bob', '', ''],
  ])('loads no drawing code while the chart %s', async (_, customer, before, more) => {
    const { page, loaded } = await open({
      html: document(
        script() + tag('credits-balance', { customer }) + before + tag('credits-usage-chart', { customer, more }),
      ),
    });
    await footer(page, 'credits-balance').toMatch(LIVE);
    await page.waitForLoadState('load');
    await soon(() => page.locator('credits-usage-chart').evaluate((one) => one.matches(':state(loading)'))).toBe(false);
    expect(loaded.filter((file) => file.includes('plot'))).toEqual([]);
    if (customer === 'ada') {
      await page.locator('credits-usage-chart').evaluate((one) => {
        (one as HTMLElement).hidden = false;
        one.scrollIntoView();
      });
      await painted(page).toBe(true);
      expect(loaded.filter((file) => file.includes('plot'))).toEqual(['drawdown-plot.js']);
    }
    await page.close();
  });
});

describe('a page with isolation', () => {
  test('shows every element under a strict policy, cross-origin isolation and Trusted Types', async () => {
    const { page, complaints } = await open({
      html: document(script() + ELEMENTS.map((name) => tag(name)).join('')),
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Content-Security-Policy':
          `default-src 'none'; img-src data:; script-src ${host.api}; style-src 'self'; connect-src 'self' ${host.api}; ` +
          `require-trusted-types-for 'script'; trusted-types drawdown`,
      },
    });
    for (const name of ELEMENTS.slice(0, 3)) await footer(page, name).toMatch(LIVE);
    await soon(() => page.locator('credits-utilization-portal [part="ledger-row"]').count()).toBe(5);
    await painted(page).toBe(true);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

describe('a page that checks subresource integrity', () => {
  const pinned = () => `${host.api}/widgets/${version}/`;
  const map = (digests: Readonly<Record<string, string>>) =>
    `<script type="importmap">${JSON.stringify({
      integrity: Object.fromEntries(Object.entries(digests).map(([file, digest]) => [pinned() + file, digest])),
    })}</script>`;
  const entry = (digest = files['drawdown.js'] ?? '') => script(`integrity="${digest}"`, `${version}/drawdown.js`);
  const wrong = `sha384-${'A'.repeat(64)}`;

  test('the table has the digest of every file under an immutable address', async () => {
    expect(Object.keys(files).length).toBeGreaterThan(5);
    for (const [file, digest] of Object.entries(files)) {
      const response = await fetch(pinned() + file);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(`sha384-${createHash('sha384').update(bytes).digest('base64')}`, file).toBe(digest);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
    }
    const { 'drawdown.js': first = '' } = files;
    expect(first).not.toBe('');
  });

  test('loads every file with its digest, including the canvas code', async () => {
    const html = document(map(files) + entry() + tag('credits-usage-chart'));
    const { page, complaints, loaded } = await open({ html });
    await painted(page).toBe(true);
    expect(loaded).toContain('drawdown-plot.js');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('shows the numbers as a table if the drawing code has the wrong digest', async () => {
    const [plot = ''] = Object.keys(files).filter((file) => file.includes('plot'));
    const { page } = await open({
      html: document(map({ ...files, [plot]: wrong }) + entry() + tag('credits-usage-chart')),
    });
    await soon(() => page.locator('credits-usage-chart table [scope="row"]').count()).not.toBe(0);
    expect(await page.locator('credits-usage-chart canvas').count()).toBe(0);
    await page.close();
  });

  test('shows the fallback content if the script has the wrong digest or never arrives', async () => {
    for (const html of [
      document(entry(wrong) + tag('credits-balance', { inside: 'Your credits' })),
      document(script('', '9.9.9/drawdown.js') + tag('credits-balance', { inside: 'Your credits' })),
    ]) {
      const { page } = await open({ html });
      await page.waitForLoadState('load');
      expect(await page.evaluate(() => customElements.get('credits-balance') === undefined)).toBe(true);
      expect(await page.locator('body').innerText()).toBe('Your credits');
      await page.close();
    }
  });
});

describe('content below an element', () => {
  /** The CSS that docs/widgets.md tells hosts to reserve space with. */
  const reserved = [
    ...readFileSync(new URL('../../docs/widgets.md', import.meta.url), 'utf8').matchAll(/^```css\n(.*?)^```$/gms),
  ]
    .map(([, css = '']) => css)
    .find((css) => css.includes(':not(:defined)'));

  test.each(ELEMENTS)('does not move while %s loads', async (name) => {
    const style = `<style>body { margin: 0; font: 16px sans-serif } ${reserved}</style>`;
    const below = '<p id="below" style="block-size: 300px">What the page says below.</p>';
    const { page } = await open(
      { html: document(tag(name, { more: 'can-add' }) + below + script(), style) },
      (window) =>
        Promise.all([
          window.addInitScript(() => {
            const seen = { shift: 0 };
            Object.assign(window, { seen });
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries())
                seen.shift += (entry as PerformanceEntry & { value: number }).value;
            }).observe({ type: 'layout-shift', buffered: true });
          }),
          // Holds the widget files back until the first paint, so that layout shifts become visible.
          window.route('**/widgets/**', async (route) => {
            const isPainted = () => performance.getEntriesByType('paint').length > 0;
            await window.waitForFunction(isPainted).catch(() => undefined);
            await route.continue().catch(() => undefined);
          }),
        ]),
    );
    await soon(() => page.locator(name).evaluate((one) => one.matches(':state(ready)'))).toBe(true);
    if (name.includes('chart')) await painted(page).toBe(true);
    // Every layout shift has been reported two frames after the last change.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const shift = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
    // A portal is taller than the window, and the heights of its parts depend on their data.
    expect(shift).toBeLessThanOrEqual(name.endsWith('portal') ? 0.05 : 0.02);
    await page.close();
  });
});
