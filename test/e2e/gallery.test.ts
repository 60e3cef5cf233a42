import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type RunningDemo, startDemo } from '../../demo/harness/start.js';
import { STATES, TAGS } from '../../widgets/test/states/index.js';
import { COVERING } from '../gallery/covering.js';
import { GalleryWindow } from '../gallery/gallery-window.js';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-gallery-'));
let demo: RunningDemo;
let browser: Browser;
let gallery: GalleryWindow;

beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(join(folder, 'demo.db')), launchBrowser()]);
  gallery = await GalleryWindow.open(browser, demo.url);
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('shows its state, is accessible, fits its box and logs no errors', () => {
  test.each(COVERING)('$name', async (page) => {
    await gallery.visit(page);
    expect(await gallery.missing(page)).toEqual([]);
    expect(await gallery.overflow()).toEqual([]);
    expect(await gallery.violations('.box', page.system)).toEqual([]);
    expect(gallery.complaints).toEqual([]);
  });
});

describe('the index', () => {
  test('links to every state and keeps the look', async () => {
    await gallery.goTo('/gallery?theme=dark&width=320&lang=ar');
    const links = await gallery.page
      .locator('.states a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    const states = TAGS.flatMap((tag) =>
      Object.keys(STATES[tag]).map((name) => `/gallery/${tag.replace('credits-', '')}/${name}`),
    );
    expect(links).toEqual(states.map((path) => `${path}?theme=dark&width=320&lang=ar`));
    await gallery.page.getByRole('link', { name: 'Overdrawn' }).first().click();
    await gallery.page.locator('.box[data-settled]').waitFor();
    expect(new URL(gallery.page.url()).pathname).toBe('/gallery/balance/overdrawn');
    expect(await gallery.page.locator('html').getAttribute('dir')).toBe('rtl');
    await gallery.page.getByRole('link', { name: 'light' }).click();
    await gallery.page.locator('html[data-theme=light]').waitFor();
    expect(gallery.complaints).toEqual([]);
  });

  test.each(['/gallery', '/gallery?theme=dark&lang=ar', '/gallery/balance/low', '/gallery/balance/low?theme=dark'])(
    '%s as a page of its own is accessible',
    async (path) => {
      await gallery.goTo(path);
      expect(await gallery.violations('html')).toEqual([]);
      expect(gallery.complaints).toEqual([]);
    },
  );

  test('rejects an unknown state', async () => {
    for (const path of ['balance/none', 'none/ready', 'balance/constructor']) {
      expect((await fetch(`${demo.url}gallery/${path}`)).status).toBe(404);
    }
  });
});

test.each(TAGS)('%s: every focused element shows a focus ring', async (tag) => {
  const [ready] = COVERING.filter((page) => page.tag === tag && page.state === 'ready');
  await gallery.visit(ready!);
  await gallery.page.locator('.neighbours a').last().focus();
  const rings: string[] = [];
  for (;;) {
    await gallery.page.keyboard.press('Tab');
    const ring = await gallery.page.evaluate(() => {
      let active = document.activeElement;
      if (!active?.closest('.box')) return null;
      while (active.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      return `${active.localName} ${outlineStyle === 'none' ? 0 : parseFloat(outlineWidth)}`;
    });
    if (ring === null) break;
    rings.push(ring);
  }
  expect(rings.length).toBeGreaterThan(0);
  expect(rings.filter((ring) => !/ [2-9]$/.test(ring))).toEqual([]);
});
