import { ClockJumped, type Engine } from '../engine/engine.js';
import { touches } from '../engine/touch.js';
import type { Store } from '../store/store.js';

const EVERY_MS = 1_000;
const ACCOUNTS_A_ROUND = 500;

/**
 * Writes what time has made due, for accounts that nobody asks about. Never needed for a right answer: every command
 * and every read does the same first. It runs in the background lane, and twice does no harm.
 */
export function startDueJob(store: Store, engine: Engine, onError: (error: unknown) => void): { stop(): void } {
  let running = false;

  const round = async (): Promise<void> => {
    const due = await store.due(engine.clock.nowMs(), ACCOUNTS_A_ROUND);
    await Promise.all(touches(due).map((command) => engine.submit(command, 'background')));
  };
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    round()
      .catch((error: unknown) => {
        // The clock says so itself, and the next round tries again.
        if (!(error instanceof ClockJumped)) onError(error);
      })
      .finally(() => {
        running = false;
      });
  }, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
