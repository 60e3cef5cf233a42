import { and } from 'drizzle-orm';
import { behind, grantConditions, grantOrders, GROUP_KEYS, GROUP_SUMS, groupOf } from '../common/conditions/grants.js';
import type { GrantRow } from '../common/rows.js';
import type { GrantFilter, GrantGroup, GrantGrouping, GrantQuery } from '../ports/grants.js';
import type { Connection } from './driver/connection.js';
import { grants } from './schema.js';

const ORDERS = grantOrders(grants);

/** A customer's grants, listed and counted. */
export async function grantRows(
  { db }: Connection,
  { order, after, limit, ...filter }: GrantQuery,
): Promise<GrantRow[]> {
  return db
    .select()
    .from(grants)
    .where(and(grantConditions(grants, filter), after === null ? undefined : behind(grants, order, after)))
    .orderBy(...ORDERS[order])
    .limit(limit);
}

export async function grantGroups({ db }: Connection, filter: GrantFilter, by: GrantGrouping): Promise<GrantGroup[]> {
  const rows = await db
    .select({ key: GROUP_KEYS[by], ...GROUP_SUMS })
    .from(grants)
    .where(grantConditions(grants, filter))
    .groupBy(GROUP_KEYS[by])
    .orderBy(GROUP_KEYS[by]);
  return rows.map(groupOf);
}
