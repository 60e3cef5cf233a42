import { and, eq, sql } from 'drizzle-orm';
import type { Account } from '../../../ledger/accounts/account.js';
import type { Rank } from '../../../ledger/grants/burn-order.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import { accountOf, type AccountRow, grantOf, type GrantRow, type LoadedGrants } from '../../common/rows.js';
import type { Connection } from '../driver/connection.js';
import { prepareOpenBefore } from './grant-places.js';
import { prepareGrants } from './grant-rows.js';
import { accounts } from '../schema.js';

export function prepareAccounts(connection: Connection) {
  const at = (name: string) => sql.placeholder(name);
  const { openInBurnOrder, dueBy, laterDue, named, live, soonest } = prepareGrants(connection);
  const openBefore = prepareOpenBefore(connection);
  const account = connection.db
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
  const isDue = (row: AccountRow | undefined, nowMs: Ms) =>
    row !== undefined && row.nextDueMs !== null && row.nextDueMs <= nowMs;

  return {
    row: (ref: AccountRef): AccountRow | undefined => account.get(ref),

    forDecision(
      ref: AccountRef,
      row: AccountRow | undefined,
      nowMs: Ms,
      limit: number,
      grantIds: readonly string[],
      ranks: readonly Rank[],
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
        openBefore: openBefore(ref, ranks),
        laterDueMs: due ? (laterDue.get({ ...ref, nowMs })?.at ?? null) : null,
      });
    },

    /** Figures need all live grants if changes are due, and otherwise only the grants that time changes next. */
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
