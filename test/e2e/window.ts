import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing takes this long; it only says how long a broken demo is waited for. */
const PATIENCE_MS = 60_000;

/** What the widget says while its numbers are pushed to it, and while they cannot be. */
export const LIVE = /^Live/;
export const RECONNECTING = /^As of .+ · reconnecting/;

/** Waits until what is read is as expected. */
export const soon = (read: () => unknown, timeout = PATIENCE_MS): Soon => expect.poll(read, { timeout, interval: 50 });

/** The expectations that are waited for. */
type Soon = {
  readonly not: Soon;
  toBe(value: unknown): Promise<void>;
  toEqual(value: unknown): Promise<void>;
  toMatch(text: RegExp): Promise<void>;
  toBeLessThan(number: number): Promise<void>;
};

/** One window on the demo, with everything that it complained about. */
export class DemoWindow {
  /**
   * The server goes away: the browser writes down by itself that nobody answered, or one who is leaving or new (401,
   * 503), or whose own server is leaving (502).
   */
  outage = false;

  private constructor(
    readonly page: Page,
    private readonly said: string[],
  ) {}

  /** What went wrong in this window: errors, warnings, and what the page's policy refused. */
  get complaints(): readonly string[] {
    return this.said.filter((words) => !this.outage || !/net::ERR_|status of (401|502|503)/.test(words));
  }

  /** `isReady` waits for what the page is to show first. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
    isReady = (window: DemoWindow): Promise<void> => window.settled(),
  ): Promise<DemoWindow> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    await page.exposeFunction('complain', (words: string) => void said.push(words));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        (window as unknown as { complain(words: string): void }).complain(`CSP ${violatedDirective} ${blockedURI}`);
      });
    });
    const window = new DemoWindow(page, said);
    await page.goto(url);
    await isReady(window);
    return window;
  }

  /** The widget is live, and the ledger is read where the page has one. In whichever language. */
  async settled(): Promise<void> {
    const live = () =>
      this.page.evaluate(
        () => document.querySelector('credits-balance, credits-utilization-portal')?.matches(':state(live)') ?? false,
      );
    await soon(live).toBe(true);
    await this.page.locator('#ledger[aria-busy]').waitFor({ state: 'detached' });
  }

  /** The balance as the widget shows it, the first of several. */
  readonly number = (pool = 0): Promise<string> =>
    this.page.locator('credits-balance [part="number"] .full').nth(pool).innerText();

  readonly freshness = (): Promise<string> => this.text('credits-balance [part="footer"]');

  readonly text = (selector: string): Promise<string> => this.page.locator(selector).first().innerText();

  /** The newest rows of the ledger, as what they say: `Consumed Image Starter pack −5 49.5`. */
  async ledger(rows = Infinity): Promise<string[]> {
    const all = await this.page
      .locator('#ledger tbody tr')
      .evaluateAll((elements) =>
        elements.map((row) =>
          ['type', 'about', 'grant', 'delta', 'after']
            .map((name) => row.querySelector(`.${name}`)?.firstChild?.textContent ?? '')
            .join(' '),
        ),
      );
    return all.slice(0, rows);
  }

  make(action: 'message' | 'image' | 'batch' | 'render'): Promise<void> {
    return this.page.click(`[data-action=${action}]`);
  }

  add(pool = 0): Promise<void> {
    return this.page.locator('credits-balance [part="add-button"]').nth(pool).click();
  }

  /** What axe has against the page, a line each. */
  async violations(): Promise<string[]> {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    // Colours on their way say nothing.
    await this.page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    // By the debugger, which the page's policy does not bind.
    await this.page.evaluate(source);
    const results = await this.page.evaluate<AxeResults>('axe.run()');
    return results.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    );
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
