import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { STATES } from '../../widgets/test/states/index.js';
import { type GalleryPage, type System, SYSTEMS } from './covering.js';

/** Higher than the highest element: a chart below the window would not be drawn. */
const WINDOW = { width: 1360, height: 9_000 };
/** Nothing takes this long; it only says how long a page that never settles is waited for. */
const PATIENCE_MS = 60_000;
const USUAL_SYSTEM = {
  colorScheme: 'light',
  forcedColors: 'none',
  contrast: 'no-preference',
  reducedMotion: 'no-preference',
} as const;

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;

/** A window on the gallery, from page to page, with everything that went wrong on the one that is open. */
export class GalleryWindow {
  private said: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly url: string,
    private readonly axe: string,
    private readonly media: Media,
  ) {}

  /** `media` is what the reader's system asks for, where a page asks for nothing else. */
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

  /** Opens a page and waits until its element is in its state and stays as it is. */
  async visit({ path, system }: GalleryPage): Promise<void> {
    await this.goTo(path, SYSTEMS[system]);
    await this.page.locator('.box[data-settled]').waitFor({ state: 'attached' });
  }

  async goTo(path: string, media: Media = {}): Promise<void> {
    this.said = [];
    await this.page.emulateMedia({ ...this.media, ...media });
    await this.page.goto(new URL(path, this.url).href);
  }

  /** Errors and warnings of the page that is open, and what its policy refused. */
  get complaints(): readonly string[] {
    return this.said;
  }

  /** What is to be seen of the element, with nothing that blinks. */
  picture({ shows }: GalleryPage): Promise<Buffer> {
    const seen = this.page.locator(shows === null ? '.box' : `.box ${shows}`).first();
    return seen.screenshot({ animations: 'disabled', caret: 'initial', scale: 'css' });
  }

  /** Those states of a page that its element does not hold. */
  missing({ tag, state }: GalleryPage): Promise<string[]> {
    const holds = [...(STATES[tag][state]?.holds ?? ['a state that there is'])];
    return this.page.evaluate(
      (names) => names.filter((name) => !document.querySelector('.box > *')?.matches(`:state(${name})`)),
      holds,
    );
  }

  /**
   * What axe has against what a selector finds, a line each. Where colours are forced it would judge those that are not
   * shown; its rule for the size of targets is one that it must be asked for.
   */
  async violations(selector: string, system: System = 'usual'): Promise<string[]> {
    // By the debugger, which the page's policy does not bind.
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

  /** What sticks out of the box at its sides, or makes the page scroll there. */
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
        // What is inside of what scrolls by itself may be wider.
        if (overflowX === 'visible') toLook.push(...(element.shadowRoot ?? element).children);
      }
      return out;
    });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
