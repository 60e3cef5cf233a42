import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** No step takes this long; the limit only ends the wait for a broken demo. */
const PATIENCE_MS = 60_000;

/** The status line of a widget, with and without its event stream. */
export const LIVE = /^Live/;
export const RECONNECTING = /^As of .+ · reconnecting/;

export const soon = (read: () => unknown, timeout = PATIENCE_MS): Soon => expect.poll(read, { timeout, interval: 50 });

type Soon = {
  readonly not: Soon;
  toBe(value: unknown): Promise<void>;
  toEqual(value: unknown): Promise<void>;
  toMatch(text: RegExp): Promise<void>;
  toBeLessThan(number: number): Promise<void>;
};

export class DemoWindow {
  /**
   * Set while the server is down. The browser then logs refused connections and the statuses 401 and 503 of a server
   * that stops or has just started, and 502 of the host's own server.
   */
  outage = false;

  private constructor(
    readonly page: Page,
    private readonly said: string[],
  ) {}

  /** Errors, warnings and violations of the content security policy. */
  get complaints(): readonly string[] {
    return this.said.filter((words) => !this.outage || !/net::ERR_|status of (401|502|503)/.test(words));
  }

  /** @param isReady waits for the page's first content */
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

  /** Waits until the widget is live and the ledger, if the page has one, is loaded. Works in every language. */
  async settled(): Promise<void> {
    const live = () =>
      this.page.evaluate(
        () => document.querySelector('credits-balance, credits-utilization-portal')?.matches(':state(live)') ?? false,
      );
    await soon(live).toBe(true);
    await this.page.locator('#ledger[aria-busy]').waitFor({ state: 'detached' });
  }

  readonly number = (pool = 0): Promise<string> =>
    this.page.locator('credits-balance [part="number"] .full').nth(pool).innerText();

  readonly freshness = (): Promise<string> => this.text('credits-balance [part="footer"]');

  readonly text = (selector: string): Promise<string> => this.page.locator(selector).first().innerText();

  /** For example `Consumed Image Starter pack −5 49.5`. */
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

  async violations(): Promise<string[]> {
    const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    // axe misjudges colors during a transition.
    await this.page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    // The debugger evaluates the script, because the page's policy would block it.
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
