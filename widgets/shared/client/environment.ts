/** What the client needs of the world. Tests put their own clock, dice and network here. */
export interface Environment {
  now(): number;
  random(): number;
  fetch(url: string, init: RequestInit): Promise<Response>;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The browser's own; globals are looked up at each call, so importing this needs no page. */
const browser: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  fetch: (url, init) => globalThis.fetch(url, init),
  setTimeout: (run, ms) => globalThis.setTimeout(run, ms),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as number),
};

export const environment: Environment = { ...browser };

/** Replaces parts of the environment for a test; call the result to put them back. */
export function replaceEnvironment(parts: Partial<Environment>): () => void {
  Object.assign(environment, parts);
  return () => void Object.assign(environment, browser);
}

/** Waits; ends early, without an error, when the signal aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      environment.clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = environment.setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
