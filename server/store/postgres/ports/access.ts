import { and, asc, eq, gt, isNull } from 'drizzle-orm';
import type { Author, Ms } from '../../../ledger/values/refs.js';
import { auditRow, testClockChange } from '../../common/ports/audit.js';
import type { Access, ApiKeyRecord } from '../../ports/access.js';
import type { RequestKey } from '../../ports/catalog.js';
import { addAudit, auditRecords } from '../rows/audit.js';
import { findKey, useKey } from './catalog.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { apiKeys as table, testClock as clock } from '../schema.js';

export const access: OnConnection<Access> = {
  createApiKey,
  apiKeyByHash,
  apiKeys,
  revokeApiKey,
  noteApiKeyUse,
  testClock,
  moveTestClock,
  auditRecords,
};

async function apiKeyById({ db }: Connection, id: string): Promise<ApiKeyRecord | null> {
  const [found] = await db.select().from(table).where(eq(table.id, id));
  return found ?? null;
}

/** A concurrent request with the same key waits at the unique constraint, and then finds the first record. */
async function createApiKey(connection: Connection, record: ApiKeyRecord, key: RequestKey, author: Author) {
  if (await useKey(connection, key, record.id, record.createdAtMs)) {
    await connection.db.insert(table).values({ ...record });
    const change = { action: 'apiKey.create', customerId: null, target: record.id } as const;
    await addAudit(connection, auditRow(author, change, record.createdAtMs));
    return { record, duplicate: false };
  }
  const first = await findKey(connection, key);
  if (first?.fingerprint !== key.fingerprint) return null;
  const made = await apiKeyById(connection, first.answer);
  // The record is this request's own if the commit of an earlier attempt was not answered. The secret is not shown yet.
  return made && { record: made, duplicate: made.id !== record.id };
}

async function apiKeyByHash({ db }: Connection, hash: string): Promise<ApiKeyRecord | null> {
  const [found] = await db.select().from(table).where(eq(table.hash, hash));
  return found ?? null;
}

async function apiKeys({ db }: Connection, afterId: string | null, limit: number): Promise<ApiKeyRecord[]> {
  return db
    .select()
    .from(table)
    .where(afterId === null ? undefined : gt(table.id, afterId))
    .orderBy(asc(table.id))
    .limit(limit);
}

async function revokeApiKey(
  connection: Connection,
  id: string,
  author: Author,
  nowMs: Ms,
): Promise<ApiKeyRecord | null> {
  const stillValid = and(eq(table.id, id), isNull(table.revokedAtMs));
  const revoked = await connection.db.update(table).set({ revokedAtMs: nowMs }).where(stillValid).returning();
  const change = { action: 'apiKey.revoke', customerId: null, target: id } as const;
  if (revoked.length > 0) await addAudit(connection, auditRow(author, change, nowMs));
  return apiKeyById(connection, id);
}

async function noteApiKeyUse({ db }: Connection, id: string, atMs: Ms): Promise<void> {
  await db.update(table).set({ lastUsedAtMs: atMs }).where(eq(table.id, id));
}

async function testClock({ db }: Connection): Promise<Ms | null> {
  const [standing] = await db.select().from(clock);
  return standing?.standingAtMs ?? null;
}

/** The row of the clock, or its unique key, is the lock: of two moves from one instant, one is refused. */
async function moveTestClock(
  connection: Connection,
  fromMs: Ms | null,
  toMs: Ms | null,
  author: Author,
  nowMs: Ms,
): Promise<boolean> {
  const isMoved = await putTestClock(connection, fromMs, toMs);
  if (isMoved) await addAudit(connection, auditRow(author, testClockChange(toMs), nowMs));
  return isMoved;
}

async function putTestClock(connection: Connection, fromMs: Ms | null, toMs: Ms | null): Promise<boolean> {
  const { db } = connection;
  const isThere = fromMs === null ? undefined : eq(clock.standingAtMs, fromMs);
  if (fromMs === null && toMs === null) return (await testClock(connection)) === null;
  if (toMs === null) return (await db.delete(clock).where(isThere).returning()).length > 0;
  const row = { id: 1, standingAtMs: toMs };
  if (fromMs === null) return (await db.insert(clock).values(row).onConflictDoNothing().returning()).length > 0;
  return (await db.update(clock).set(row).where(isThere).returning()).length > 0;
}
