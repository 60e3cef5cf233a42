import { environment } from './environment.js';

/** Browsers run longer timers at once; whoever waits longer waits again. */
const LONGEST_MS = 2 ** 31 - 1;

/** One thing to do later; setting it again moves it. */
export class Timer {
  private handle: unknown = null;

  constructor(private readonly run: () => void) {}

  get set(): boolean {
    return this.handle !== null;
  }

  /** Runs after this long; `Infinity` never. */
  in(ms: number): void {
    this.stop();
    if (!(ms < LONGEST_MS)) return;
    this.handle = environment.setTimeout(
      () => {
        this.handle = null;
        this.run();
      },
      Math.max(0, ms),
    );
  }

  /** Runs at this time of the page's clock. */
  at(ms: number): void {
    this.in(ms - environment.now());
  }

  stop(): void {
    if (this.set) environment.clearTimeout(this.handle);
    this.handle = null;
  }
}
