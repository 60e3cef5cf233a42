import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Ms } from '../../ledger/values/refs.js';
import type { AuditRow } from '../common/audit.js';
import type { ApiKeyRecord } from '../ports/access.js';
import type { RequestKey } from '../ports/catalog.js';
import { addAudit } from './audit.js';
import { findKey, useKey } from './catalog.js';
import type { Connection } from './driver/connection.js';
import { apiKeys, testClock } from './schema.js';

/** API keys, which are stored hashed, and where the sandbox's clock stands. */

async function apiKeyById({ db }: Connection, id: string): Promise<ApiKeyRecord | null> {
  const [found] = await db.select().from(apiKeys).where(eq(apiKeys.id, id));
  return found ?? null;
}

/** Of two requests with one key the later one waits at its unique constraint, and then finds the first. */
export async function createApiKey(connection: Connection, record: ApiKeyRecord, key: RequestKey, audit: AuditRow) {
  if (await useKey(connection, key, record.id, record.createdAtMs)) {
    await connection.db.insert(apiKeys).values({ ...record });
    await addAudit(connection, audit);
    return { record, duplicate: false };
  }
  const first = await findKey(connection, key);
  if (first?.fingerprint !== key.fingerprint) return null;
  const made = await apiKeyById(connection, first.answer);
  // Its own record, where the first attempt's commit was not answered: the secret was not shown yet.
  return made && { record: made, duplicate: made.id !== record.id };
}

export async function apiKeyByHash({ db }: Connection, hash: string): Promise<ApiKeyRecord | null> {
  const [found] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash));
  return found ?? null;
}

export async function listApiKeys({ db }: Connection, afterId: string | null, limit: number): Promise<ApiKeyRecord[]> {
  return db
    .select()
    .from(apiKeys)
    .where(afterId === null ? undefined : gt(apiKeys.id, afterId))
    .orderBy(asc(apiKeys.id))
    .limit(limit);
}

export async function revokeApiKey(
  connection: Connection,
  id: string,
  audit: AuditRow,
  nowMs: Ms,
): Promise<ApiKeyRecord | null> {
  const stillValid = and(eq(apiKeys.id, id), isNull(apiKeys.revokedAtMs));
  const revoked = await connection.db.update(apiKeys).set({ revokedAtMs: nowMs }).where(stillValid).returning();
  if (revoked.length > 0) await addAudit(connection, audit);
  return apiKeyById(connection, id);
}

export async function noteApiKeyUse({ db }: Connection, id: string, atMs: Ms): Promise<void> {
  await db.update(apiKeys).set({ lastUsedAtMs: atMs }).where(eq(apiKeys.id, id));
}

export async function readTestClock({ db }: Connection): Promise<Ms | null> {
  const [standing] = await db.select().from(testClock);
  return standing?.standingAtMs ?? null;
}

/** Its row, or the place where one would be, is the lock: of two that move it from one instant one is refused. */
export async function moveTestClock(
  connection: Connection,
  fromMs: Ms | null,
  toMs: Ms | null,
  audit: AuditRow,
): Promise<boolean> {
  const isMoved = await putTestClock(connection, fromMs, toMs);
  if (isMoved) await addAudit(connection, audit);
  return isMoved;
}

async function putTestClock(connection: Connection, fromMs: Ms | null, toMs: Ms | null): Promise<boolean> {
  const { db } = connection;
  const isThere = fromMs === null ? undefined : eq(testClock.standingAtMs, fromMs);
  if (fromMs === null && toMs === null) return (await readTestClock(connection)) === null;
  if (toMs === null) return (await db.delete(testClock).where(isThere).returning()).length > 0;
  const row = { id: 1, standingAtMs: toMs };
  if (fromMs === null) return (await db.insert(testClock).values(row).onConflictDoNothing().returning()).length > 0;
  return (await db.update(testClock).set(row).where(isThere).returning()).length > 0;
}
