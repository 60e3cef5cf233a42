/** Browsers run longer timers at once: what is further away is left to whoever sets the timer again. */
const LONGEST_MS = 2 ** 31 - 1;

/** One thing to do later. */
export type Timer = {
  /** Runs this after that long, instead of what was to run; `Infinity` never. */
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
