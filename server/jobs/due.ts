import type { Engine } from '../engine/engine.js';
import { touches } from '../engine/touch.js';
import type { Store } from '../store/ports/store.js';

const ACCOUNTS_A_ROUND = 500;

/**
 * Writes what time has made due, for accounts that nobody asks about. Never needed for a right answer: every command
 * and every read does the same first. It goes through the background lane, and twice does no harm.
 */
export async function writeDue(store: Store, engine: Engine): Promise<void> {
  const due = await store.due(engine.clock.nowMs(), ACCOUNTS_A_ROUND);
  await Promise.all(touches(due).map((command) => engine.submit(command, 'background')));
}
