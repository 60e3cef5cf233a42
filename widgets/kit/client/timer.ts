import { toCreditsError } from './credits-error.js';

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

/** How long an element waits for a token, or for the whole of an answer, before it fails and tries again. */
export const WAIT_MS = 15_000;

/**
 * Ends work after `WAIT_MS`, or when `outer` aborts: its signal aborts, and the result rejects even if the work goes on.
 *
 * @throws {CreditsError} `unreachable`, or what the work throws
 */
export async function inTime<T>(work: (signal: AbortSignal) => Promise<T>, outer?: AbortSignal): Promise<T> {
  const own = new AbortController();
  const limit = timer();
  const end = () => own.abort();
  const ended = new Promise<never>((_, reject) =>
    own.signal.addEventListener('abort', () => reject(toCreditsError(null))),
  );
  limit.in(WAIT_MS, end);
  outer?.addEventListener('abort', end);
  if (outer?.aborted) end();
  try {
    return await Promise.race([work(own.signal), ended]);
  } finally {
    limit.stop();
    outer?.removeEventListener('abort', end);
  }
}
