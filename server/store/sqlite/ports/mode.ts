import { requireMode } from '../../common/ports/mode.js';
import type { StoreMode } from '../../ports/mode.js';
import type { Connection } from '../driver/connection.js';
import { storeMode } from '../schema.js';

/** The mode that the store remembers; `null` if no server has opened it yet. */
export function readMode({ db }: Connection): StoreMode | null {
  return db.select({ mode: storeMode.mode }).from(storeMode).get()?.mode ?? null;
}

/**
 * Remembers the mode of the first server that opens the store. Runs before the server writes anything else.
 *
 * @throws OtherMode if the store remembers the other mode
 */
export function claimMode(connection: Connection, mode: StoreMode): void {
  connection.db.insert(storeMode).values({ id: 1, mode }).onConflictDoNothing().run();
  requireMode(readMode(connection), mode);
}
