import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { auditRecordOf } from '../common/audit.js';
import type { AuditQuery, AuditRecord } from '../ports/store.js';
import type { Connection } from './driver/connection.js';
import { auditLog } from './schema.js';

/** Who changed what, newest first. */
export function prepareAuditLog({ db }: Connection) {
  return ({ fromMs, toMs, actorId, action, customerId, before, limit }: AuditQuery): AuditRecord[] =>
    db
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
      .limit(limit)
      .all()
      .map(auditRecordOf);
}
