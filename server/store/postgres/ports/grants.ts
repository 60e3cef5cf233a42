import { and, eq } from 'drizzle-orm';
import type { GrantAnswer } from '../../../ledger/grants/grant.js';
import {
  behind,
  grantConditions,
  grantOrders,
  GROUP_KEYS,
  GROUP_SUMS,
  groupOf,
} from '../../common/conditions/grants.js';
import type { GrantFilter, GrantGroup, GrantGrouping, GrantQuery, Grants } from '../../ports/grants.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { grantAnswers } from '../rows/grant-places.js';
import { grants as table } from '../schema.js';

const ORDERS = grantOrders(table);

export const grants: OnConnection<Grants> = { grants: list, grantGroups, grant };

async function list(connection: Connection, { order, after, limit, ...filter }: GrantQuery): Promise<GrantAnswer[]> {
  const rows = await connection.db
    .select()
    .from(table)
    .where(and(grantConditions(table, filter), after === null ? undefined : behind(table, order, after)))
    .orderBy(...ORDERS[order])
    .limit(limit);
  return grantAnswers(connection, rows);
}

async function grant(connection: Connection, id: string): Promise<GrantAnswer | null> {
  const rows = await connection.db.select().from(table).where(eq(table.id, id));
  const [answer] = await grantAnswers(connection, rows);
  return answer ?? null;
}

async function grantGroups({ db }: Connection, filter: GrantFilter, by: GrantGrouping): Promise<GrantGroup[]> {
  const rows = await db
    .select({ key: GROUP_KEYS[by], ...GROUP_SUMS })
    .from(table)
    .where(grantConditions(table, filter))
    .groupBy(GROUP_KEYS[by])
    .orderBy(GROUP_KEYS[by]);
  return rows.map(groupOf);
}
