import { and, asc, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm';
import { ONE } from '../../ledger/values/amount.js';
import type { GrantAnswer, GrantPlace } from '../../ledger/grants/grant.js';
import type { GrantRow } from '../common/rows.js';
import type { GrantFilter, GrantGroup, GrantGrouping, GrantOrder, GrantQuery } from '../ports/store.js';
import type { Connection } from './driver/connection.js';
import { IS_OPEN } from './grants.js';
import { grants } from './schema.js';

/** A customer's grants, listed and counted. */
export function prepareGrantLists({ db }: Connection) {
  return {
    list: ({ order, after, limit, ...filter }: GrantQuery): GrantRow[] =>
      db
        .select()
        .from(grants)
        .where(and(matching(filter), after === null ? undefined : behind(order, after)))
        .orderBy(...ORDERS[order])
        .limit(limit)
        .all(),

    groups: (filter: GrantFilter, by: GrantGrouping): GrantGroup[] =>
      db
        .select({ key: KEYS[by], ...SUMS })
        .from(grants)
        .where(matching(filter))
        .groupBy(KEYS[by])
        .orderBy(KEYS[by])
        .all()
        .map(groupOf),
  };
}

/** The `list_rank` from which on grants are used up or have ended. */
const PAST = 2;

/** Which grants a filter takes. */
function matching(filter: GrantFilter): SQL | undefined {
  const { atMs } = filter;
  return and(
    eq(grants.customerId, filter.customerId),
    filter.creditTypeId === null ? undefined : eq(grants.creditTypeId, filter.creditTypeId),
    filter.resourceId === null ? undefined : eq(grants.resourceId, filter.resourceId),
    filter.status === null ? undefined : hasStatus(filter.status),
    filter.past === null ? undefined : (filter.past ? gte : lt)(grants.listRank, PAST),
    filter.category === null ? undefined : eq(grants.category, filter.category),
    filter.source === null ? undefined : eq(grants.source, filter.source),
    filter.actorId === null ? undefined : eq(grants.actorId, filter.actorId),
    filter.fromMs === null ? undefined : gte(grants.createdAtMs, filter.fromMs),
    filter.toMs === null ? undefined : lt(grants.createdAtMs, filter.toMs),
    atMs === null
      ? undefined
      : sql`state <> 'pending' AND effective_at_ms <= ${atMs} AND coalesce(ended_at_ms, burn_expires_ms) > ${atMs}`,
  );
}

/** Each order rests on an index; a page begins behind the place where the one before it ended. */
const ORDERS: Readonly<Record<GrantOrder, readonly SQL[]>> = {
  newest: [desc(grants.id)],
  burn: [
    asc(grants.listRank),
    asc(grants.priority),
    asc(grants.burnExpiresMs),
    asc(grants.burnCategory),
    asc(grants.effectiveAtMs),
    asc(grants.createdAtMs),
    asc(grants.id),
  ],
  expiry: [asc(grants.listRank), asc(grants.burnExpiresMs), asc(grants.id)],
};

function behind(order: GrantOrder, place: GrantPlace): SQL {
  switch (order) {
    case 'newest':
      return lt(grants.id, place.id);
    case 'burn':
      return sql`(list_rank, priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id) >
        (${place.listRank}, ${place.priority}, ${place.burnExpiresMs}, ${place.burnCategory}, ${place.effectiveAtMs},
         ${place.createdAtMs}, ${place.id})`;
    case 'expiry':
      return sql`(list_rank, burn_expires_ms, id) > (${place.listRank}, ${place.burnExpiresMs}, ${place.id})`;
  }
}

const KEYS: Readonly<Record<GrantGrouping, SQL<string>>> = {
  creditType: sql<string>`credit_type_id`,
  category: sql<string>`category`,
  source: sql<string>`source`,
  status: sql<string>`CASE state WHEN 'open' THEN 'active' WHEN 'ended' THEN ended_as ELSE state END`,
};

/** Whole credits and the rest apart: together, what was ever granted may not fit an integer of 64 bits. */
const SUMS = {
  count: sql<bigint>`count(*)`,
  amountWhole: sql<bigint>`sum(amount / 1000000)`,
  amountRest: sql<bigint>`sum(amount % 1000000)`,
  remainingWhole: sql<bigint>`sum(remaining / 1000000)`,
  remainingRest: sql<bigint>`sum(remaining % 1000000)`,
};

type Sums = { readonly [Name in keyof typeof SUMS]: bigint };

function groupOf({ key, ...sums }: Sums & { readonly key: string }): GrantGroup {
  return {
    key,
    count: Number(sums.count),
    amount: sums.amountWhole * ONE + sums.amountRest,
    remaining: sums.remainingWhole * ONE + sums.remainingRest,
  };
}

function hasStatus(status: GrantAnswer['status']): SQL {
  switch (status) {
    case 'voided':
    case 'expired':
    case 'failed':
      return eq(grants.endedAs, status);
    case 'pending':
    case 'scheduled':
    case 'depleted':
      return eq(grants.state, status);
    case 'active':
      return IS_OPEN;
  }
}
