import { requireMode } from '../../common/ports/mode.js';
import type { StoreMode } from '../../ports/mode.js';
import type { Connection } from '../driver/connection.js';
import { storeMode } from '../schema.js';

export function readMode({ db }: Connection): StoreMode | null {
  return db.select({ mode: storeMode.mode }).from(storeMode).get()?.mode ?? null;
}

/**
 * Stores the mode of the first server, before this server writes anything else.
 *
 * @throws OtherMode if the store has the other mode
 */
export function claimMode(connection: Connection, mode: StoreMode): void {
  connection.db.insert(storeMode).values({ id: 1, mode }).onConflictDoNothing().run();
  requireMode(readMode(connection), mode);
}
