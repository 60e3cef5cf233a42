import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { auditRecordOf, type AuditRow } from '../common/audit.js';
import type { AuditQuery, AuditRecord } from '../ports/store.js';
import type { Connection } from './driver/connection.js';
import { auditLog } from './schema.js';

/** Who changed what, newest first. */
export async function listAudit({ db }: Connection, query: AuditQuery): Promise<AuditRecord[]> {
  const { fromMs, toMs, actorId, action, customerId, before, limit } = query;
  const rows = await db
    .select()
    .from(auditLog)
    .where(
      and(
        customerId === null ? undefined : eq(auditLog.customerId, customerId),
        actorId === null ? undefined : eq(auditLog.actorId, actorId),
        action === null ? undefined : sql`action = ${action}`,
        fromMs === null ? undefined : gte(auditLog.atMs, fromMs),
        toMs === null ? undefined : lt(auditLog.atMs, toMs),
        before === null ? undefined : sql`(at_ms, id) < (${before.atMs}, ${before.id})`,
      ),
    )
    .orderBy(desc(auditLog.atMs), desc(auditLog.id))
    .limit(limit);
  return rows.map(auditRecordOf);
}

/** A row that is there already was committed by an attempt that was not answered. */
export async function addAudit({ db }: Connection, row: AuditRow): Promise<void> {
  await db.insert(auditLog).values(row).onConflictDoNothing();
}
