import { asc, eq, gt, isNull, and } from 'drizzle-orm';
import type { Ms } from '../../ledger/protocol.js';
import type { ApiKeyRecord, RequestKey } from '../store.js';
import { prepareRequestKeys } from './catalog.js';
import type { Connection } from './connection.js';
import { apiKeys, testClock } from './schema.js';

/** API keys, which are stored hashed, and where the sandbox's clock stands. */
export function prepareCredentials(connection: Connection) {
  const { db, driver } = connection;
  const keys = prepareRequestKeys(connection);
  const byId = (id: string): ApiKeyRecord | null => db.select().from(apiKeys).where(eq(apiKeys.id, id)).get() ?? null;

  const create = driver.transaction((record: ApiKeyRecord, key: RequestKey) => {
    const first = keys.find(key);
    if (first && first.fingerprint !== key.fingerprint) return null;
    const made = first && byId(first.answer);
    if (made) return { record: made, duplicate: true };
    db.insert(apiKeys).values(record).run();
    keys.use(key, record.id, record.createdAtMs);
    return { record, duplicate: false };
  });

  const moveClock = driver.transaction((standingAtMs: Ms | null) => {
    db.delete(testClock).run();
    if (standingAtMs !== null) db.insert(testClock).values({ id: 1, standingAtMs }).run();
  });

  return {
    create: (record: ApiKeyRecord, key: RequestKey) => create.immediate(record, key),
    byHash: (hash: string): ApiKeyRecord | null =>
      db.select().from(apiKeys).where(eq(apiKeys.hash, hash)).get() ?? null,
    list: (afterId: string | null, limit: number): ApiKeyRecord[] =>
      db
        .select()
        .from(apiKeys)
        .where(afterId === null ? undefined : gt(apiKeys.id, afterId))
        .orderBy(asc(apiKeys.id))
        .limit(limit)
        .all(),
    revoke(id: string, nowMs: Ms): ApiKeyRecord | null {
      db.update(apiKeys)
        .set({ revokedAtMs: nowMs })
        .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAtMs)))
        .run();
      return byId(id);
    },
    noteUse(id: string, atMs: Ms): void {
      db.update(apiKeys).set({ lastUsedAtMs: atMs }).where(eq(apiKeys.id, id)).run();
    },
    testClock: (): Ms | null => db.select().from(testClock).get()?.standingAtMs ?? null,
    setTestClock: (standingAtMs: Ms | null): void => {
      moveClock.immediate(standingAtMs);
    },
  };
}
