import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { STATES } from '../../widgets/test/states/index.js';
import { type GalleryPage, type System, SYSTEMS } from './covering.js';

/** Taller than the tallest element: charts below the window are not drawn. */
const WINDOW = { width: 1360, height: 9_000 };
/** No page takes this long; the limit only ends the wait for a page that never settles. */
const PATIENCE_MS = 60_000;
const USUAL_SYSTEM = {
  colorScheme: 'light',
  forcedColors: 'none',
  contrast: 'no-preference',
  reducedMotion: 'no-preference',
} as const;

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

export class GalleryWindow {
  private said: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly url: string,
    private readonly axe: string,
    private readonly media: Media,
  ) {}

  /** @param media system preferences for pages that set none */
  static async open(browser: Browser, url: string, media: Media = {}): Promise<GalleryWindow> {
    const page = await browser.newPage({ viewport: WINDOW, locale: 'en-US', timezoneId: 'UTC' });
    page.setDefaultTimeout(PATIENCE_MS);
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const window = new GalleryWindow(page, url, axe, { ...USUAL_SYSTEM, ...media });
    const complain = (words: string) => void window.said.push(words);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
    });
    page.on('pageerror', (error) => complain(String(error)));
    await page.exposeFunction('complain', complain);
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (window as unknown as { complain(words: string): void }).complain(`CSP ${violatedDirective} ${blockedURI}`);
      });
    });
    return window;
  }

  /** Opens a page and waits until its element has reached its state and stays the same. */
  async visit({ path, system }: GalleryPage): Promise<void> {
    await this.goTo(path, SYSTEMS[system]);
    await this.page.locator('.box[data-settled]').waitFor({ state: 'attached' });
  }

  async goTo(path: string, media: Media = {}): Promise<void> {
    this.said = [];
    await this.page.emulateMedia({ ...this.media, ...media });
    await this.page.goto(new URL(path, this.url).href);
  }

  get complaints(): readonly string[] {
    return this.said;
  }

  picture({ shows }: GalleryPage): Promise<Buffer> {
    const seen = this.page.locator(shows === null ? '.box' : `.box ${shows}`).first();
    return seen.screenshot({ animations: 'disabled', caret: 'initial', scale: 'css' });
  }

  missing({ tag, state }: GalleryPage): Promise<string[]> {
    const holds = [...(STATES[tag][state]?.holds ?? ['a state that there is'])];
    return this.page.evaluate(
      (names) => names.filter((name) => !document.querySelector('.box > *')?.matches(`:state(${name})`)),
      holds,
    );
  }

  /** With forced colors, axe would judge colors that are not shown. Its rule for target sizes is off by default. */
  async violations(selector: string, system: System = 'usual'): Promise<string[]> {
    // The debugger evaluates the script, because the page's policy would block it.
    await this.page.evaluate(this.axe);
    const options = {
      resultTypes: ['violations'],
      rules: {
        region: { enabled: false },
        'target-size': { enabled: true },
        'color-contrast': { enabled: system !== 'forced-colors' },
      },
    };
    const results = await this.page.evaluate<AxeResults>(
      `axe.run(${JSON.stringify(selector)}, ${JSON.stringify(options)})`,
    );
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.flat().join(' ')} ${node.failureSummary ?? ''}`),
    );
  }

  overflow(): Promise<string[]> {
    return this.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      const box = document.querySelector('.box');
      if (!box) return ['no box'];
      const { left, right } = box.getBoundingClientRect();
      const out = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : [];
      const toLook: Element[] = [box];
      for (let element = toLook.pop(); element; element = toLook.pop()) {
        const { overflowX, clipPath } = getComputedStyle(element);
        const edges = element.getBoundingClientRect();
        if (clipPath !== 'none' || edges.width === 0) continue;
        if (edges.left < left - 1 || edges.right > right + 1) {
          out.push(`${element.localName}.${element.className}: ${left - edges.left}, ${edges.right - right} px`);
        }
        // Content of a scrolling element may be wider than the box.
        if (overflowX === 'visible') toLook.push(...(element.shadowRoot ?? element).children);
      }
      return out;
    });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
