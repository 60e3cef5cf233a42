import { OutcomeUnknown, StoreUnavailable } from '../../ports/unavailable.js';
import { CommitUnknown } from './connection.js';
import { failureOf } from './errors.js';

/** A write waits longer for a server that restarts than a read, which should fail soon. */
const ATTEMPTS_TO_WRITE = 5;
export const ATTEMPTS_TO_READ = 2;
const FIRST_WAIT_MS = 20;
const GROWTH = 4;

/** The random part separates transactions that conflicted. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms * (1 + Math.random())));

/**
 * Repeats a whole transaction after a conflict or a lost connection.
 *
 * @throws StoreUnavailable after all attempts, or at once if the server is out of space, connections or time
 * @throws OutcomeUnknown instead of any other error if the commit of an attempt was not answered
 */
export async function withRetries<T>(attempt: () => Promise<T>, attempts = ATTEMPTS_TO_WRITE): Promise<T> {
  let isUnsure = false;
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      isUnsure ||= error instanceof CommitUnknown;
      const failure = failureOf(error);
      if (failure !== 'passing' || tries >= attempts) {
        if (isUnsure) throw new OutcomeUnknown('PostgreSQL was lost during a commit', { cause: error });
        if (failure === 'unexpected' || error instanceof StoreUnavailable) throw error;
        // The cause may quote the statement and its parameters, so it stays apart from the message.
        throw new StoreUnavailable('PostgreSQL cannot take it now', { cause: error });
      }
      await pause(FIRST_WAIT_MS * GROWTH ** (tries - 1));
    }
  }
}
