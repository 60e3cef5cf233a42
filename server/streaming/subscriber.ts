import type { Outlet } from './outlet.js';

/** A reader that takes nothing for this long is let go. */
const SLOW_READER_MS = 30_000;

/** The state of one pool, encoded. Frames of one topic replace each other, the higher version wins. */
export type PoolFrame = { readonly topic: string; readonly version: number; readonly bytes: Buffer };

/**
 * One connection. A reader that is behind costs no memory: until it has caught up, of each pool only the newest state
 * waits for it. Versions of a pool never decrease, whatever order frames are made in.
 */
export class Subscriber {
  /** The newest frame of each pool, while the reader is behind or was not greeted yet; null while it keeps up. */
  #waiting: Map<string, PoolFrame> | null = new Map();
  /** The version of each pool that the reader has, or that waits for it. */
  readonly #versions = new Map<string, number>();
  #behindSinceMs: number;
  #isGreeted = false;
  #hasEnded = false;

  constructor(
    readonly outlet: Outlet,
    readonly monotonicMs: () => number,
  ) {
    this.#behindSinceMs = monotonicMs();
    outlet.onDrain(() => this.#flush());
  }

  /**
   * The snapshot comes first. Of what was committed while it was made, only what is newer follows.
   *
   * @param versions of the pools in the snapshot, by topic
   */
  greet(snapshot: Buffer, versions: ReadonlyMap<string, number>): void {
    if (this.#hasEnded) return;
    for (const [topic, version] of versions) {
      if ((this.#waiting?.get(topic)?.version ?? 0) <= version) this.#waiting?.delete(topic);
      this.#versions.set(topic, Math.max(version, this.#versions.get(topic) ?? 0));
    }
    this.#isGreeted = true;
    if (this.outlet.write(snapshot)) this.#flush();
  }

  send(frame: PoolFrame): void {
    const { topic, version } = frame;
    if (this.#hasEnded || version <= (this.#versions.get(topic) ?? -1)) return;
    this.#versions.set(topic, version);
    this.#deliver(frame);
  }

  /** Nothing to say, but the connection should stay; a reader that is behind has bytes to read already. */
  beat(bytes: Buffer): void {
    if (!this.#waiting && !this.#hasEnded) this.#write(bytes);
  }

  isStuck(): boolean {
    return this.#waiting !== null && this.monotonicMs() - this.#behindSinceMs >= SLOW_READER_MS;
  }

  /** The last frame, and the end of the connection: nothing may be written after it. */
  end(bytes: Buffer): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.#isGreeted) this.outlet.write(bytes);
    // A reader who does not even take this is stuck like any other.
    if (!this.#waiting) this.#fallBehind();
    this.outlet.end();
  }

  #deliver(frame: PoolFrame): void {
    if (this.#waiting) this.#waiting.set(frame.topic, frame);
    else this.#write(frame.bytes);
  }

  #write(bytes: Buffer): void {
    if (!this.outlet.write(bytes)) this.#fallBehind();
  }

  #fallBehind(): void {
    this.#waiting = new Map();
    this.#behindSinceMs = this.monotonicMs();
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (!waiting || !this.#isGreeted || this.#hasEnded) return;
    this.#waiting = null;
    // The first of them may fill the connection again: the others go on waiting.
    for (const frame of waiting.values()) this.#deliver(frame);
  }
}
