import { requireMode } from '../../common/ports/mode.js';
import type { StoreMode } from '../../ports/mode.js';
import type { Connection } from '../driver/connection.js';
import { storeMode } from '../schema.js';

export async function readMode({ db }: Connection): Promise<StoreMode | null> {
  const [row] = await db.select({ mode: storeMode.mode }).from(storeMode);
  return row?.mode ?? null;
}

/**
 * Stores the mode of the first server, before this server writes anything else. If several servers start at once, each
 * insert waits for the one before, and the select then sees what that one committed.
 *
 * @throws OtherMode if the store has the other mode
 */
export async function claimMode(connection: Connection, mode: StoreMode): Promise<void> {
  await connection.db.insert(storeMode).values({ id: 1, mode }).onConflictDoNothing();
  requireMode(await readMode(connection), mode);
}
