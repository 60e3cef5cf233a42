import type { Outlet } from './outlet.js';

/** A reader that takes nothing for this long is let go. */
const SLOW_READER_MS = 30_000;

/**
 * One connection. A reader that is behind costs no memory: until it has caught up, of each pool only the newest state
 * waits for it.
 */
export class Subscriber {
  /** The newest frame of each pool, while the reader is behind or was not greeted yet; null while it keeps up. */
  #waiting: Map<string, Buffer> | null = new Map();
  #behindSinceMs: number;

  constructor(
    readonly outlet: Outlet,
    readonly monotonicMs: () => number,
  ) {
    this.#behindSinceMs = monotonicMs();
    outlet.onDrain(() => this.#flush());
  }

  /** The snapshot comes first, whatever was committed while it was made; that follows, and readers know its version. */
  greet(frame: Buffer): void {
    if (this.outlet.write(frame)) this.#flush();
  }

  /** @param topic frames of one topic replace each other while they wait */
  send(topic: string, frame: Buffer): void {
    if (this.#waiting) this.#waiting.set(topic, frame);
    else if (!this.outlet.write(frame)) this.#fallBehind();
  }

  /** Nothing to say, but the connection should stay; a reader that is behind has bytes to read already. */
  beat(frame: Buffer): void {
    if (!this.#waiting && !this.outlet.write(frame)) this.#fallBehind();
  }

  isStuck(): boolean {
    return this.#waiting !== null && this.monotonicMs() - this.#behindSinceMs >= SLOW_READER_MS;
  }

  end(frame: Buffer): void {
    if (!this.#waiting) this.outlet.write(frame);
    this.outlet.end();
  }

  #fallBehind(): void {
    this.#waiting = new Map();
    this.#behindSinceMs = this.monotonicMs();
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (!waiting) return;
    this.#waiting = null;
    for (const [topic, frame] of waiting) this.send(topic, frame);
  }
}
