import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type RunningDemo, startDemo } from '../../demo/harness/start.js';
import { PICTURED } from '../gallery/covering.js';
import { GalleryWindow } from '../gallery/gallery-window.js';
import { compare, shrink } from '../gallery/picture.js';
import { clearFailed, forgetOthers, keptNames, wrongWith } from '../gallery/pictures.js';

const folder = mkdtempSync(join(tmpdir(), 'drawdown-pictures-'));
let demo: RunningDemo;
let browser: Browser;
let gallery: GalleryWindow;

beforeAll(async () => {
  clearFailed();
  [demo, browser] = await Promise.all([startDemo(join(folder, 'demo.db')), launchBrowser(SAME_EVERYWHERE)]);
  gallery = await GalleryWindow.open(browser, demo.url, { reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Other settings of a machine that change how letters and colors render. */
const SAME_EVERYWHERE = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

describe('matches its kept picture', () => {
  test.each(PICTURED)('$name', async (page) => {
    await gallery.visit(page);
    expect(wrongWith(page.name, await gallery.picture(page))).toBeNull();
  });

  test('each page has a picture, and no picture is left over', () => {
    const names = PICTURED.map(({ name }) => name).sort();
    forgetOthers(names);
    expect(keptNames()).toEqual(names);
  });
});

describe('the comparison', () => {
  const ready = PICTURED.find(({ name }) => name === 'balance-ready')!;

  async function changed(rule: string): Promise<Buffer> {
    await gallery.visit(ready);
    await gallery.page.locator('.box > *').evaluate((element, text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      const root = element.shadowRoot!;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }, rule);
    return gallery.picture(ready);
  }

  test('accepts the same picture, also with fewer colors', async () => {
    const [once, again] = [await changed(''), await changed('')];
    expect(compare(once, again).outcome).toBe('same');
    expect(compare(shrink(once), again).outcome).toBe('same');
  });

  test.each([
    ['a label that moves by a pixel', '.heading { position: relative; inset-inline-start: 1px }'],
    ['a small label that moves down by a pixel', '.freshness { position: relative; inset-block-start: 1px }'],
    ['a dot of another color', '.dot { border-color: #2f7d4f !important }'],
    ['text of another color', '.sentence { color: #1b1b22 }'],
    ['a border of another color', '.card { border-color: #ccc }'],
    ['a background of another color', '.card { background: #f4f4f6 }'],
    ['a missing word', '.unit { visibility: hidden }'],
    ['a missing icon', '.next .icon { visibility: hidden }'],
    ['a rounder corner', '.card { border-radius: 20px }'],
    ['an additional line', '.sentence { margin-block-end: 1px }'],
    ['a bolder weight', '.heading { font-weight: 400 }'],
  ])('finds %s', async (_, rule) => {
    expect(compare(shrink(await changed('')), await changed(rule)).outcome).toBe('different');
  });

  test('accepts differently rounded colors', async () => {
    const rule = '.number { color: #1c1b22 } .card { border-color: #dcdcdd } .meter { opacity: 0.99 }';
    expect(compare(shrink(await changed('')), await changed(rule)).outcome).toBe('same');
  });
});
