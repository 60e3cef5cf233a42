/** Browsers fire longer timers at once, so a later deadline is not scheduled. The caller sets the timer again. */
const LONGEST_MS = 2 ** 31 - 1;

export type Timer = {
  /** Replaces the pending callback. `Infinity` only cancels it. */
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
