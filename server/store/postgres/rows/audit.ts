import { desc } from 'drizzle-orm';
import { auditRecordOf, type AuditRow } from '../../common/ports/audit.js';
import { auditConditions } from '../../common/conditions/audit.js';
import type { AuditQuery, AuditRecord } from '../../ports/access.js';
import type { Connection } from '../driver/connection.js';
import { auditLog } from '../schema.js';

export async function auditRecords({ db }: Connection, query: AuditQuery): Promise<AuditRecord[]> {
  const rows = await db
    .select()
    .from(auditLog)
    .where(auditConditions(auditLog, query))
    .orderBy(desc(auditLog.atMs), desc(auditLog.id))
    .limit(query.limit);
  return rows.map(auditRecordOf);
}

export async function addAudit({ db }: Connection, row: AuditRow): Promise<void> {
  await db.insert(auditLog).values(row);
}
