import { and, type Column, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { AuditQuery } from '../../ports/access.js';

type AuditColumns = Record<'customerId' | 'actorId' | 'atMs', Column>;

export function auditConditions(
  columns: AuditColumns,
  { fromMs, toMs, actorId, action, customerId, before }: AuditQuery,
): SQL | undefined {
  return and(
    customerId === null ? undefined : eq(columns.customerId, customerId),
    actorId === null ? undefined : eq(columns.actorId, actorId),
    action === null ? undefined : sql`action = ${action}`,
    fromMs === null ? undefined : gte(columns.atMs, fromMs),
    toMs === null ? undefined : lt(columns.atMs, toMs),
    before === null ? undefined : sql`(at_ms, id) < (${before.atMs}, ${before.id})`,
  );
}
