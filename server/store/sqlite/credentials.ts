import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Author, Ms } from '../../ledger/values/refs.js';
import { auditRow, testClockChange } from '../common/audit.js';
import type { ApiKeyRecord } from '../ports/access.js';
import type { RequestKey } from '../ports/catalog.js';
import { prepareRequestKeys } from './catalog.js';
import type { Connection } from './driver/connection.js';
import { apiKeys, auditLog, testClock } from './schema.js';

/** API keys, which are stored hashed, and where the sandbox's clock stands. */
export function prepareCredentials(connection: Connection) {
  const { db, driver } = connection;
  const keys = prepareRequestKeys(connection);
  const byId = (id: string): ApiKeyRecord | null => db.select().from(apiKeys).where(eq(apiKeys.id, id)).get() ?? null;

  const create = driver.transaction((record: ApiKeyRecord, key: RequestKey, author: Author) => {
    const first = keys.find(key);
    if (first && first.fingerprint !== key.fingerprint) return null;
    const made = first && byId(first.answer);
    if (made) return { record: made, duplicate: true };
    db.insert(apiKeys).values(record).run();
    keys.use(key, record.id, record.createdAtMs);
    const change = { action: 'apiKey.create', customerId: null, target: record.id } as const;
    db.insert(auditLog)
      .values(auditRow(author, change, record.createdAtMs))
      .run();
    return { record, duplicate: false };
  });

  const revoke = driver.transaction((id: string, author: Author, nowMs: Ms): ApiKeyRecord | null => {
    const stillValid = and(eq(apiKeys.id, id), isNull(apiKeys.revokedAtMs));
    const { changes } = db.update(apiKeys).set({ revokedAtMs: nowMs }).where(stillValid).run();
    const change = { action: 'apiKey.revoke', customerId: null, target: id } as const;
    if (changes > 0)
      db.insert(auditLog)
        .values(auditRow(author, change, nowMs))
        .run();
    return byId(id);
  });

  const standing = (): Ms | null => db.select().from(testClock).get()?.standingAtMs ?? null;
  const moveClock = driver.transaction((fromMs: Ms | null, toMs: Ms | null, author: Author, nowMs: Ms): boolean => {
    if (standing() !== fromMs) return false;
    db.delete(testClock).run();
    if (toMs !== null) db.insert(testClock).values({ id: 1, standingAtMs: toMs }).run();
    db.insert(auditLog)
      .values(auditRow(author, testClockChange(toMs), nowMs))
      .run();
    return true;
  });

  return {
    create: (record: ApiKeyRecord, key: RequestKey, author: Author) => create.immediate(record, key, author),
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
    revoke: (id: string, author: Author, nowMs: Ms): ApiKeyRecord | null => revoke.immediate(id, author, nowMs),
    noteUse(id: string, atMs: Ms): void {
      db.update(apiKeys).set({ lastUsedAtMs: atMs }).where(eq(apiKeys.id, id)).run();
    },
    testClock: standing,
    moveTestClock: (fromMs: Ms | null, toMs: Ms | null, author: Author, nowMs: Ms): boolean =>
      moveClock.immediate(fromMs, toMs, author, nowMs),
  };
}
