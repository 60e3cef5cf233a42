import { and } from 'drizzle-orm';
import { behind, grantConditions, grantOrders, GROUP_KEYS, GROUP_SUMS, groupOf } from '../common/conditions/grants.js';
import type { GrantRow } from '../common/rows.js';
import type { GrantFilter, GrantGroup, GrantGrouping, GrantQuery } from '../ports/grants.js';
import type { Connection } from './driver/connection.js';
import { grants } from './schema.js';

const ORDERS = grantOrders(grants);

/** A customer's grants, listed and counted. */
export function prepareGrantLists({ db }: Connection) {
  return {
    list: ({ order, after, limit, ...filter }: GrantQuery): GrantRow[] =>
      db
        .select()
        .from(grants)
        .where(and(grantConditions(grants, filter), after === null ? undefined : behind(grants, order, after)))
        .orderBy(...ORDERS[order])
        .limit(limit)
        .all(),

    groups: (filter: GrantFilter, by: GrantGrouping): GrantGroup[] =>
      db
        .select({ key: GROUP_KEYS[by], ...GROUP_SUMS })
        .from(grants)
        .where(grantConditions(grants, filter))
        .groupBy(GROUP_KEYS[by])
        .orderBy(GROUP_KEYS[by])
        .all()
        .map(groupOf),
  };
}
