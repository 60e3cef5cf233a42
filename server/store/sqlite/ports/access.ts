import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Author, Ms } from '../../../ledger/values/refs.js';
import { auditRow, testClockChange } from '../../common/ports/audit.js';
import type { Access, ApiKeyRecord } from '../../ports/access.js';
import type { RequestKey } from '../../ports/catalog.js';
import type { Sync } from '../../ports/sync.js';
import { prepareAuditLog } from '../rows/audit.js';
import { prepareRequestKeys } from './catalog.js';
import type { Connection } from '../driver/connection.js';
import { apiKeys as table, auditLog, testClock as clock } from '../schema.js';

export function access(connection: Connection): Sync<Access> {
  const { db, driver } = connection;
  const keys = prepareRequestKeys(connection);
  const byId = (id: string): ApiKeyRecord | null => db.select().from(table).where(eq(table.id, id)).get() ?? null;

  const create = driver.transaction((record: ApiKeyRecord, key: RequestKey, author: Author) => {
    const first = keys.find(key);
    if (first && first.fingerprint !== key.fingerprint) return null;
    const made = first && byId(first.answer);
    if (made) return { record: made, duplicate: true };
    db.insert(table).values(record).run();
    keys.use(key, record.id, record.createdAtMs);
    const change = { action: 'apiKey.create', customerId: null, target: record.id } as const;
    db.insert(auditLog)
      .values(auditRow(author, change, record.createdAtMs))
      .run();
    return { record, duplicate: false };
  });

  const revoke = driver.transaction((id: string, author: Author, nowMs: Ms): ApiKeyRecord | null => {
    const stillValid = and(eq(table.id, id), isNull(table.revokedAtMs));
    const { changes } = db.update(table).set({ revokedAtMs: nowMs }).where(stillValid).run();
    const change = { action: 'apiKey.revoke', customerId: null, target: id } as const;
    if (changes > 0)
      db.insert(auditLog)
        .values(auditRow(author, change, nowMs))
        .run();
    return byId(id);
  });

  const standing = (): Ms | null => db.select().from(clock).get()?.standingAtMs ?? null;
  const moveClock = driver.transaction((fromMs: Ms | null, toMs: Ms | null, author: Author, nowMs: Ms): boolean => {
    if (standing() !== fromMs) return false;
    db.delete(clock).run();
    if (toMs !== null) db.insert(clock).values({ id: 1, standingAtMs: toMs }).run();
    db.insert(auditLog)
      .values(auditRow(author, testClockChange(toMs), nowMs))
      .run();
    return true;
  });

  return {
    createApiKey: create.immediate,
    apiKeyByHash: (hash) => db.select().from(table).where(eq(table.hash, hash)).get() ?? null,
    apiKeys: (afterId, limit) =>
      db
        .select()
        .from(table)
        .where(afterId === null ? undefined : gt(table.id, afterId))
        .orderBy(asc(table.id))
        .limit(limit)
        .all(),
    revokeApiKey: revoke.immediate,
    noteApiKeyUse: (id, atMs) => {
      db.update(table).set({ lastUsedAtMs: atMs }).where(eq(table.id, id)).run();
    },
    testClock: standing,
    moveTestClock: moveClock.immediate,
    auditRecords: prepareAuditLog(connection),
  };
}
