import { and, type Column, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { EventSearch, TimePlace } from '../../ports/events.js';
import { keyHash } from '../transaction/chain.js';

type ReportColumns = Record<'customerId' | 'atMs' | 'id', Column>;

export const OPERATION = 'events';

export const inRange = (log: ReportColumns, { customerId, fromMs, toMs, before }: EventSearch): SQL | undefined =>
  and(
    eq(log.customerId, customerId),
    fromMs === null ? undefined : gte(log.atMs, fromMs),
    toMs === null ? undefined : lt(log.atMs, toMs),
    before === null ? undefined : sql`(${log.atMs}, ${log.id}) < (${before.atMs}, ${before.id})`,
  );

export const notBefore = (log: ReportColumns, edge: TimePlace | null): SQL | undefined =>
  edge === null ? undefined : sql`(${log.atMs}, ${log.id}) >= (${edge.atMs}, ${edge.id})`;

export const reportConditions = (
  commands: Record<'operation' | 'keyHash' | 'status', Column>,
  { key, outcome }: EventSearch,
): SQL | undefined =>
  and(
    eq(commands.operation, OPERATION),
    key === null ? undefined : eq(commands.keyHash, keyHash({ operation: OPERATION, value: key })),
    outcome === null ? undefined : eq(commands.status, outcome === 'charged' ? 'done' : 'refused'),
  );
