/** Browsers run longer timers immediately, so a later deadline is not scheduled; the caller sets the timer again. */
const LONGEST_MS = 2 ** 31 - 1;

/** A single pending callback. */
export type Timer = {
  /** Schedules `run` and replaces the pending callback. `Infinity` only cancels. */
  in(ms: number, run: () => unknown): void;
  stop(): void;
};

export function timer(): Timer {
  let handle: number | undefined;
  const stop = () => clearTimeout(handle);
  return {
    in(ms, run) {
      stop();
      if (ms < LONGEST_MS) handle = setTimeout(run, ms);
    },
    stop,
  };
}
