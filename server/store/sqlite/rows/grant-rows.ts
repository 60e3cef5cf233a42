import { and, asc, eq, gt, inArray, isNotNull, lte, min, sql, type SQL } from 'drizzle-orm';
import { burnOrder, isOpen } from '../../common/conditions/grants.js';
import type { Connection } from '../driver/connection.js';
import { grants } from '../schema.js';

const at = (name: string) => sql.placeholder(name);

const ofAccount: SQL | undefined = and(
  eq(grants.customerId, at('customerId')),
  eq(grants.creditTypeId, at('creditTypeId')),
  eq(grants.resourceId, at('resourceId')),
);

/** The states of grants that time can still change. */
const LIVE = ['scheduled', 'open', 'depleted'] as const;

export function prepareGrants({ db }: Connection) {
  const openInBurnOrder = db
    .select()
    .from(grants)
    .where(and(ofAccount, isOpen(grants)))
    .orderBy(...burnOrder(grants))
    .limit(at('limit'))
    .prepare();
  const dueBy = db
    .select()
    .from(grants)
    .where(and(ofAccount, inArray(grants.state, LIVE), lte(grants.dueAtMs, at('nowMs'))))
    .prepare();
  const scheduledSoonest = db
    .select()
    .from(grants)
    .where(and(ofAccount, eq(grants.state, 'scheduled'), isNotNull(grants.dueAtMs)))
    .orderBy(asc(grants.dueAtMs), asc(grants.id))
    .limit(at('limit'))
    .prepare();
  const laterDue = db
    .select({ at: min(grants.dueAtMs) })
    .from(grants)
    .where(and(ofAccount, inArray(grants.state, LIVE), gt(grants.dueAtMs, at('nowMs'))))
    .prepare();
  const named = db
    .select()
    .from(grants)
    .where(and(eq(grants.customerId, at('customerId')), eq(grants.id, at('id'))))
    .prepare();
  const live = db
    .select()
    .from(grants)
    .where(and(ofAccount, inArray(grants.state, LIVE)))
    .prepare();
  const soonest = db
    .select()
    .from(grants)
    .where(
      and(
        ofAccount,
        eq(grants.state, at('state')),
        eq(
          grants.dueAtMs,
          sql`(SELECT min(due_at_ms) FROM grants AS g WHERE g.customer_id = ${at('customerId')}
            AND g.credit_type_id = ${at('creditTypeId')} AND g.resource_id = ${at('resourceId')}
            AND g.state = ${at('state')} AND g.due_at_ms IS NOT NULL)`,
        ),
      ),
    )
    .prepare();

  return { openInBurnOrder, scheduledSoonest, dueBy, laterDue, named, live, soonest };
}
