import { requireMode } from '../../common/ports/mode.js';
import type { StoreMode } from '../../ports/mode.js';
import type { Connection } from '../driver/connection.js';
import { storeMode } from '../schema.js';

/** The mode that the store remembers; `null` if no server has opened it yet. */
export async function readMode({ db }: Connection): Promise<StoreMode | null> {
  const [row] = await db.select({ mode: storeMode.mode }).from(storeMode);
  return row?.mode ?? null;
}

/**
 * Remembers the mode of the first server that opens the store. Runs before the server writes anything else. Of several
 * servers that start at once, the insert of each waits for the one before it, and the select after it sees what that
 * one committed.
 *
 * @throws OtherMode if the store remembers the other mode
 */
export async function claimMode(connection: Connection, mode: StoreMode): Promise<void> {
  await connection.db.insert(storeMode).values({ id: 1, mode }).onConflictDoNothing();
  requireMode(await readMode(connection), mode);
}
