import { and, asc, eq, gt, inArray, lte, min, sql, type SQL } from 'drizzle-orm';
import type { Account, AccountRef, Ms } from '../../ledger/protocol.js';
import type { Connection } from './connection.js';
import { accountOf, type AccountRow, grantOf, type GrantRow, type LoadedGrants } from './rows.js';
import { accounts, grants } from './schema.js';

const at = (name: string) => sql.placeholder(name);

/** The grants of one account; used by every statement below. */
const ofAccount: SQL | undefined = and(
  eq(grants.customerId, at('customerId')),
  eq(grants.creditTypeId, at('creditTypeId')),
  eq(grants.resourceId, at('resourceId')),
);

/** Written out, not bound: SQLite takes the index of open grants only where the statement itself says so. */
export const IS_OPEN: SQL = sql`${grants.state} = 'open'`;

/** States in which time can still change a grant. */
const LIVE = ['scheduled', 'open', 'depleted'] as const;

/** Loads accounts with the grants that a decision or an answer needs, and no others. */
export function prepareAccounts({ db }: Connection) {
  const account = db
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.customerId, at('customerId')),
        eq(accounts.creditTypeId, at('creditTypeId')),
        eq(accounts.resourceId, at('resourceId')),
      ),
    )
    .prepare();
  const openInBurnOrder = db
    .select()
    .from(grants)
    .where(and(ofAccount, IS_OPEN))
    .orderBy(
      asc(grants.priority),
      asc(grants.burnExpiresMs),
      asc(grants.burnCategory),
      asc(grants.effectiveAtMs),
      asc(grants.createdAtMs),
      asc(grants.id),
    )
    .limit(at('limit'))
    .prepare();
  const dueBy = db
    .select()
    .from(grants)
    .where(and(ofAccount, inArray(grants.state, LIVE), lte(grants.dueAtMs, at('nowMs'))))
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

  const isDue = (row: AccountRow | undefined, nowMs: Ms) =>
    row !== undefined && row.nextDueMs !== null && row.nextDueMs <= nowMs;

  return {
    row: (ref: AccountRef): AccountRow | undefined => account.get(ref),

    /** For a decision: the first `limit` open grants in burn order, what is due, and what the commands name. */
    forDecision(
      ref: AccountRef,
      row: AccountRow | undefined,
      nowMs: Ms,
      limit: number,
      grantIds: readonly string[],
    ): Account {
      if (!row) return accountOf(ref, undefined, { grants: [], loadedUpTo: null, laterDueMs: null });
      const open = openInBurnOrder.all({ ...ref, limit: limit + 1 });
      const due = isDue(row, nowMs);
      const extra = [
        ...(due ? dueBy.all({ ...ref, nowMs }) : []),
        ...grantIds.flatMap((id) => named.all({ customerId: ref.customerId, id })).filter((grant) => isOf(grant, ref)),
      ];
      return accountOf(ref, row, {
        grants: distinct([...open.slice(0, limit), ...extra]),
        loadedUpTo: open.length > limit ? (open[limit - 1]?.id ?? null) : null,
        laterDueMs: due ? (laterDue.get({ ...ref, nowMs })?.at ?? null) : null,
      });
    },

    /** For a balance: everything alive when something is due, else only the grants that time changes next. */
    forFigures(ref: AccountRef, row: AccountRow, nowMs: Ms): Account {
      return accountOf(ref, row, grantsForFigures(ref, row, nowMs));
    },
  };

  function grantsForFigures(ref: AccountRef, row: AccountRow, nowMs: Ms): LoadedGrants {
    const none = { loadedUpTo: null, laterDueMs: null };
    if (row.nextDueMs === null) return { grants: [], ...none };
    if (isDue(row, nowMs)) return { grants: live.all(ref).map(grantOf), ...none };
    const next = [...soonest.all({ ...ref, state: 'open' }), ...soonest.all({ ...ref, state: 'scheduled' })];
    return { grants: next.map(grantOf), ...none };
  }
}

const isOf = (grant: GrantRow, ref: AccountRef) =>
  grant.creditTypeId === ref.creditTypeId && grant.resourceId === ref.resourceId;

function distinct(rows: readonly GrantRow[]) {
  return [...new Map(rows.map((row) => [row.id, row])).values()].map(grantOf);
}
