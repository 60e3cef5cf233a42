import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launchBrowser } from '../../demo/harness/browser.js';
import { type RunningDemo, startDemo } from '../../demo/harness/start.js';
import { DemoWindow } from './window.js';

export class DemoWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'drawdown-demo-'));
  readonly database = join(this.folder, 'demo.db');
  browser!: Browser;
  private running!: RunningDemo;
  private windows: DemoWindow[] = [];

  constructor(readonly colleagues = false) {
    beforeAll(async () => {
      [this.running, this.browser] = await Promise.all([startDemo(this.database, 0, colleagues), launchBrowser()]);
    });
    afterAll(async () => {
      await this.browser.close();
      await this.running.stop();
      rmSync(this.folder, { recursive: true, force: true });
    });
    afterEach(async () => {
      const complaints = this.windows.flatMap((window) => window.complaints);
      await Promise.all(this.windows.map((window) => window.close()));
      this.windows = [];
      expect(complaints).toEqual([]);
    });
  }

  get demo(): RunningDemo {
    return this.running;
  }

  async restart(): Promise<void> {
    this.running = await startDemo(this.database, this.running.port, this.colleagues);
  }

  openAs(customer: string, options?: BrowserContextOptions): Promise<DemoWindow> {
    return this.open(`?customer=${customer}`, options);
  }

  /** @param path relative to the address of the demo */
  async open(path: string, options?: BrowserContextOptions): Promise<DemoWindow> {
    const window = await DemoWindow.open(this.browser, `${this.running.url}${path}`, options);
    this.windows.push(window);
    return window;
  }
}
