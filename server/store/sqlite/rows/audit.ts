import { desc } from 'drizzle-orm';
import { auditRecordOf } from '../../common/ports/audit.js';
import { auditConditions } from '../../common/conditions/audit.js';
import type { AuditQuery, AuditRecord } from '../../ports/access.js';
import type { Connection } from '../driver/connection.js';
import { auditLog } from '../schema.js';

export function prepareAuditLog({ db }: Connection) {
  return (query: AuditQuery): AuditRecord[] =>
    db
      .select()
      .from(auditLog)
      .where(auditConditions(auditLog, query))
      .orderBy(desc(auditLog.atMs), desc(auditLog.id))
      .limit(query.limit)
      .all()
      .map(auditRecordOf);
}
