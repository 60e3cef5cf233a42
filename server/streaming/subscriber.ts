import type { Ms } from '../ledger/values/refs.js';
import type { Outlet } from './outlet.js';

const SLOW_READER_MS = 30_000;

/** The encoded state of one pool. A frame replaces older versions of its topic. */
export type PoolFrame = { readonly topic: string; readonly version: number; readonly bytes: Buffer };

/**
 * One connection. For a slow reader, only the newest frame of each pool waits, which bounds the memory. The versions of
 * a pool that it receives never decrease.
 */
export class Subscriber {
  /** The newest frame of each pool while the reader is slow or not greeted yet; `null` otherwise. */
  #waiting: Map<string, PoolFrame> | null = new Map();
  readonly #versions = new Map<string, number>();
  #behindSinceMs: number;
  #isGreeted = false;
  #hasEnded = false;

  constructor(
    readonly outlet: Outlet,
    readonly monotonicMs: () => number,
    /** When the token of the connection was issued, on the wall clock. */
    readonly issuedAtMs: Ms,
  ) {
    this.#behindSinceMs = monotonicMs();
    outlet.onDrain(() => this.#flush());
  }

  /**
   * Sends the snapshot, and then the waiting frames that are newer than it.
   *
   * @param versions the versions in the snapshot, by topic
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

  /** Keeps an idle connection open. A slow reader needs no heartbeat, because it still has data to read. */
  beat(bytes: Buffer): void {
    if (!this.#waiting && !this.#hasEnded) this.#write(bytes);
  }

  isStuck(): boolean {
    return this.#waiting !== null && this.monotonicMs() - this.#behindSinceMs >= SLOW_READER_MS;
  }

  end(bytes: Buffer): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.#isGreeted) this.outlet.write(bytes);
    // The timeout also applies to a reader that does not accept this frame.
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
    // The connection may be full again after the first frame; the others keep waiting.
    for (const frame of waiting.values()) this.#deliver(frame);
  }
}
