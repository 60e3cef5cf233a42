import type { Engine } from '../engine/engine.js';
import { touches } from '../engine/touch.js';
import type { Store } from '../store/ports/store.js';

const ACCOUNTS_A_ROUND = 500;

/**
 * Writes due changes of accounts that get no requests. Answers do not depend on it, because every command and read
 * includes due changes. It uses the background lane, and a repeat writes nothing.
 */
export async function writeDue(store: Store, engine: Engine): Promise<void> {
  const due = await store.due(engine.clock.nowMs(), ACCOUNTS_A_ROUND);
  await Promise.all(touches(due).map((command) => engine.submit(command, 'background')));
}
