import { FakeServer } from './fake-server.js';
import { KEEP } from '../kit/client/registry.js';
import { NOW_MS } from './pools.js';

type Timer = { readonly id: number; readonly atMs: number; readonly run: () => void };

/** Runs everything that waits only for promises. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  }
}

const real = { now: Date.now, random: Math.random, fetch: fetch.bind(window), setTimeout, clearTimeout };

/** Replaces the clock, timers, randomness and network of the page, so that tests control all of them. */
export class World {
  nowMs = NOW_MS;
  dice = 0.5;
  timers: Timer[] = [];
  readonly server = new FakeServer();
  private ids = 0;

  /** Clients are kept for `keepMs` after their last element was removed. */
  constructor({ keepMs = 0 }: { readonly keepMs?: number } = {}) {
    KEEP.ms = keepMs;
    Date.now = () => this.nowMs;
    Math.random = () => this.dice;
    Object.assign(window, {
      // The tests request their own server by path alone.
      fetch: (url: string, init?: RequestInit) =>
        url.startsWith('/') ? real.fetch(url) : this.server.fetch(url, init),
      setTimeout: (run: () => void, ms = 0) => this.setTimeout(run, ms),
      clearTimeout: (id: unknown) => this.clearTimeout(id),
    });
    // Test pages run side by side, so all but one are hidden.
    this.see('visible');
  }

  see(visibility: DocumentVisibilityState): void {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visibility });
    document.dispatchEvent(new Event('visibilitychange'));
  }

  private setTimeout(run: () => void, ms: number): number {
    this.ids += 1;
    this.timers.push({ id: this.ids, atMs: this.nowMs + ms, run });
    return this.ids;
  }

  private clearTimeout(id: unknown): void {
    this.timers = this.timers.filter((timer) => timer.id !== id);
  }

  /** Advances the clock, and runs timers that become due in order. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.nowMs + ms;
    for (;;) {
      await settle();
      const [next] = this.timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      this.clearTimeout(next.id);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
    }
    this.nowMs = untilMs;
    await settle();
  }

  restore(): void {
    const { now, random, ...others } = real;
    Date.now = now;
    Math.random = random;
    Object.assign(window, others);
  }

  end(): void {
    document.body.replaceChildren();
    Reflect.deleteProperty(document, 'visibilityState');
    this.restore();
  }
}
