import { and, eq } from 'drizzle-orm';
import {
  behind,
  grantConditions,
  grantOrders,
  GROUP_KEYS,
  GROUP_SUMS,
  groupOf,
} from '../../common/conditions/grants.js';
import type { Grants } from '../../ports/grants.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import { prepareGrantAnswers } from '../rows/grant-places.js';
import { grants as table } from '../schema.js';

const ORDERS = grantOrders(table);

export function grants(connection: Connection): Sync<Grants> {
  const { db } = connection;
  const answers = prepareGrantAnswers(connection);
  return {
    grants: ({ order, after, limit, ...filter }) =>
      answers(
        db
          .select()
          .from(table)
          .where(and(grantConditions(table, filter), after === null ? undefined : behind(table, order, after)))
          .orderBy(...ORDERS[order])
          .limit(limit)
          .all(),
      ),

    grantGroups: (filter, by) =>
      db
        .select({ key: GROUP_KEYS[by], ...GROUP_SUMS })
        .from(table)
        .where(grantConditions(table, filter))
        .groupBy(GROUP_KEYS[by])
        .orderBy(GROUP_KEYS[by])
        .all()
        .map(groupOf),

    grant(id) {
      const row = db.select().from(table).where(eq(table.id, id)).get();
      return (row && answers([row])[0]) ?? null;
    },
  };
}
