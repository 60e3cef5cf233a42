import { and, asc, type Column, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import type { GrantAnswer, GrantPlace } from '../../../ledger/grants/grant.js';
import { ONE } from '../../../ledger/values/amount.js';
import type { GrantFilter, GrantGroup, GrantGrouping, GrantOrder } from '../../ports/grants.js';

type GrantColumns = Record<
  | ('id' | 'customerId' | 'creditTypeId' | 'resourceId' | 'category' | 'source' | 'actorId' | 'state' | 'endedAs')
  | ('listRank' | 'priority' | 'burnExpiresMs' | 'burnCategory' | 'effectiveAtMs' | 'createdAtMs'),
  Column
>;

/** A literal, not a parameter: SQLite uses the partial index of open grants only if the statement contains it. */
export const isOpen = (columns: Pick<GrantColumns, 'state'>): SQL => sql`${columns.state} = 'open'`;

/** The lowest `list_rank` of grants that are depleted or have ended. */
const PAST = 2;

export function grantConditions(columns: GrantColumns, filter: GrantFilter): SQL | undefined {
  const { atMs } = filter;
  return and(
    eq(columns.customerId, filter.customerId),
    filter.creditTypeId === null ? undefined : eq(columns.creditTypeId, filter.creditTypeId),
    filter.resourceId === null ? undefined : eq(columns.resourceId, filter.resourceId),
    filter.status === null ? undefined : hasStatus(columns, filter.status),
    filter.past === null ? undefined : (filter.past ? gte : lt)(columns.listRank, PAST),
    filter.category === null ? undefined : eq(columns.category, filter.category),
    filter.source === null ? undefined : eq(columns.source, filter.source),
    filter.actorId === null ? undefined : eq(columns.actorId, filter.actorId),
    filter.fromMs === null ? undefined : gte(columns.createdAtMs, filter.fromMs),
    filter.toMs === null ? undefined : lt(columns.createdAtMs, filter.toMs),
    atMs === null
      ? undefined
      : sql`state <> 'pending' AND created_at_ms <= ${atMs} AND effective_at_ms <= ${atMs} AND coalesce(ended_at_ms, burn_expires_ms) > ${atMs}`,
  );
}

function hasStatus(columns: GrantColumns, status: GrantAnswer['status']): SQL {
  switch (status) {
    case 'voided':
    case 'expired':
    case 'failed':
      return eq(columns.endedAs, status);
    case 'pending':
    case 'scheduled':
    case 'depleted':
      return eq(columns.state, status);
    case 'active':
      return isOpen(columns);
  }
}

/** The burn order within one account (semantics: Grants). */
export const burnOrder = (columns: GrantColumns): SQL[] => [
  asc(columns.priority),
  asc(columns.burnExpiresMs),
  asc(columns.burnCategory),
  asc(columns.effectiveAtMs),
  asc(columns.createdAtMs),
  asc(columns.id),
];

/** An index serves each order. */
export const grantOrders = (columns: GrantColumns): Readonly<Record<GrantOrder, readonly SQL[]>> => ({
  newest: [desc(columns.id)],
  burn: [asc(columns.listRank), ...burnOrder(columns)],
  expiry: [asc(columns.listRank), asc(columns.burnExpiresMs), asc(columns.id)],
});

export function behind(columns: GrantColumns, order: GrantOrder, place: GrantPlace): SQL {
  switch (order) {
    case 'newest':
      return lt(columns.id, place.id);
    case 'burn':
      return sql`(list_rank, priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id) >
        (${place.listRank}, ${place.priority}, ${place.burnExpiresMs}, ${place.burnCategory}, ${place.effectiveAtMs},
         ${place.createdAtMs}, ${place.id})`;
    case 'expiry':
      return sql`(list_rank, burn_expires_ms, id) > (${place.listRank}, ${place.burnExpiresMs}, ${place.id})`;
  }
}

export const GROUP_KEYS: Readonly<Record<GrantGrouping, SQL<string>>> = {
  creditType: sql<string>`credit_type_id`,
  category: sql<string>`category`,
  source: sql<string>`source`,
  status: sql<string>`CASE state WHEN 'open' THEN 'active' WHEN 'ended' THEN ended_as ELSE state END`,
};

/** A sum as the drivers return it: a `bigint` from SQLite, decimal text from PostgreSQL. */
type Sum = bigint | string;

/** Sums whole credits and millionths separately, because one sum over all grants may overflow 64 bits. */
export const GROUP_SUMS = {
  count: sql<Sum>`count(*)`,
  amountWhole: sql<Sum>`sum(amount / 1000000)`,
  amountRest: sql<Sum>`sum(amount % 1000000)`,
  remainingWhole: sql<Sum>`sum(remaining / 1000000)`,
  remainingRest: sql<Sum>`sum(remaining % 1000000)`,
};

type GroupRow = { readonly [Name in keyof typeof GROUP_SUMS]: Sum } & { readonly key: string };

export function groupOf({ key, ...sums }: GroupRow): GrantGroup {
  return {
    key,
    count: Number(sums.count),
    amount: BigInt(sums.amountWhole) * ONE + BigInt(sums.amountRest),
    remaining: BigInt(sums.remainingWhole) * ONE + BigInt(sums.remainingRest),
  };
}
