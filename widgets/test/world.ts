import { FakeServer } from './fake-server.js';
import { KEEP } from '../kit/client/registry.js';
import { NOW_MS } from './pools.js';

type Timer = { readonly id: number; readonly atMs: number; readonly run: () => void };

/** Lets everything that waits for nothing but promises happen. */
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

/** A clock that stands still, timers that run when told to, dice that always show `dice`, and a fake server. */
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
      // What the tests ask of their own server is by path alone.
      fetch: (url: string, init?: RequestInit) =>
        url.startsWith('/') ? real.fetch(url) : this.server.fetch(url, init),
      setTimeout: (run: () => void, ms = 0) => this.setTimeout(run, ms),
      clearTimeout: (id: unknown) => this.clearTimeout(id),
    });
    // Test pages run beside each other, so that all but one are hidden.
    this.see('visible');
  }

  /** Whether somebody looks at the page. */
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

  /** Moves the clock on, running what falls due on the way, in order. */
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

  /** Gives back the browser's own clock, dice, timers and network, and leaves the page as it is. */
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
