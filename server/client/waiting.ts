/** Timers end at once if their delay is longer. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Thrown by `within` if the time is over. */
class TimedOut extends Error {
  override readonly name = 'TimeoutError';
}

/**
 * Runs a function until its promise settles, the time is over or the caller aborts. Then the signal that the function
 * gets is aborted, and the promise rejects even if the function ignores the signal.
 */
export function within<T>(
  timeoutMs: number,
  caller: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const stop = (reason: Error) => {
      controller.abort(reason);
      letGo();
      reject(reason);
    };
    const leave = () => stop(caller?.reason as Error);
    const timer = setTimeout(
      () => stop(new TimedOut(`There was no complete answer within ${timeoutMs} ms.`)),
      Math.min(timeoutMs, LONGEST_DELAY_MS),
    );
    const letGo = () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', leave);
    };
    if (caller?.aborted === true) return leave();
    caller?.addEventListener('abort', leave, { once: true });
    void run(controller.signal).then(resolve, reject).finally(letGo);
  });
}

/**
 * The wait before a retry: at least `retryAfterMs`, and a random part that grows with each attempt, so that clients do
 * not all retry at the same moment.
 */
export function waitMs(attempts: number, retryAfterMs: number, longestMs: number): number {
  const backoffMs = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
  return Math.min(retryAfterMs + backoffMs, longestMs);
}

/** Rejects with the reason of the signal if the caller aborts. */
export function pause(ms: number, caller: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(caller?.reason as Error);
    };
    const timer = setTimeout(
      () => {
        caller?.removeEventListener('abort', leave);
        resolve();
      },
      Math.min(ms, LONGEST_DELAY_MS),
    );
    if (caller?.aborted === true) leave();
    else caller?.addEventListener('abort', leave, { once: true });
  });
}
