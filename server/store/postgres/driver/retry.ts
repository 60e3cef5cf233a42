import { StoreUnavailable } from '../../ports/unavailable.js';
import { failureOf } from './errors.js';

/** What writes waits for a server that comes back; who asks a question hears soon that there is none. */
const ATTEMPTS_TO_WRITE = 5;
export const ATTEMPTS_TO_READ = 2;
const FIRST_WAIT_MS = 20;
const GROWTH = 4;

/** Waits this long, and up to as long again, so that those who met do not meet again. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms * (1 + Math.random())));

/**
 * Runs a whole transaction again when it met a conflict or lost its connection.
 *
 * @throws StoreUnavailable after so many attempts, or at once when the server has no room or time left
 */
export async function withRetries<T>(attempt: () => Promise<T>, attempts = ATTEMPTS_TO_WRITE): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const failure = failureOf(error);
      if (failure === 'unexpected' || error instanceof StoreUnavailable) throw error;
      if (failure === 'exhausted' || tries >= attempts) {
        throw new StoreUnavailable(`PostgreSQL cannot take it now: ${String(error)}`, { cause: error });
      }
      await pause(FIRST_WAIT_MS * GROWTH ** (tries - 1));
    }
  }
}
