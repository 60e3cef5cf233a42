import { type Account, accountKey } from '../../../ledger/accounts/account.js';
import { compareBurnOrder } from '../../../ledger/grants/burn-order.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { Shortages, AccountNeeds } from '../../common/transaction/loading.js';
import { accountOf, type AccountRow, grantOf, type GrantRow, refOf } from '../../common/rows.js';
import { type Connection, together } from '../driver/connection.js';
import { dueBy, dueNextAfter, live, named, openInBurnOrder, soonest } from './grant-rows.js';
import { accounts } from '../schema.js';
import { prepareSelect } from '../driver/select.js';

const byRef = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns}
    FROM unnest($1::text[], $2::text[], $3::text[]) AS w (customer_id, credit_type_id, resource_id)
    JOIN accounts AS t ON t.customer_id = w.customer_id AND t.credit_type_id = w.credit_type_id
      AND t.resource_id = w.resource_id`,
);

const arraysOf = (refs: readonly AccountRef[]) =>
  [refs.map((ref) => ref.customerId), refs.map((ref) => ref.creditTypeId), refs.map((ref) => ref.resourceId)] as const;

const isDue = (row: AccountRow, nowMs: Ms) => row.nextDueMs !== null && row.nextDueMs <= nowMs;

export async function accountRows(connection: Connection, wanted: AccountNeeds): Promise<Map<string, AccountRow>> {
  if (wanted.size === 0) return new Map();
  const rows = await byRef(connection, ...arraysOf([...wanted.values()].map(({ ref }) => ref)));
  return new Map(rows.map((row) => [accountKey(row), row]));
}

export async function forDecision(
  connection: Connection,
  wanted: AccountNeeds,
  rows: ReadonlyMap<string, AccountRow>,
  nowMs: Ms,
  shortages: Shortages,
): Promise<Map<string, Account>> {
  const found = [...rows.values()];
  const dueRefs = arraysOf(found.filter((row) => isDue(row, nowMs)));
  const most = found.map((row) => shortages.grantsToLoad(accountKey(row)) + 1);
  const names = [...wanted.values()].flatMap(({ ref, grantIds }) => [...grantIds].map((id) => [ref.customerId, id]));
  const [open, due, later, extra] = await together([
    found.length === 0 ? [] : openInBurnOrder(connection, ...arraysOf(found), most),
    dueRefs[0].length === 0 ? [] : dueBy(connection, ...dueRefs, nowMs),
    dueRefs[0].length === 0 ? [] : dueNextAfter(connection, ...dueRefs, nowMs),
    names.length === 0
      ? []
      : named(
          connection,
          names.map(([customer]) => customer),
          names.map(([, id]) => id),
        ),
  ]);
  const openOf = grouped(open);
  const extraOf = grouped([...due, ...extra]);
  const laterOf = grouped(later);
  const loaded = [...wanted].map(([key, { ref }]): [string, Account] => {
    const limit = shortages.grantsToLoad(key);
    const ordered = (openOf.get(key) ?? []).sort(compareBurnOrder);
    const first = ordered.slice(0, limit);
    const grants = {
      grants: distinct([...first, ...(extraOf.get(key) ?? [])]),
      loadedUpTo: ordered.length > limit ? (first.at(-1)?.id ?? null) : null,
      laterDueMs: laterOf.get(key)?.[0]?.dueAtMs ?? null,
    };
    return [key, accountOf(ref, rows.get(key), grants)];
  });
  return new Map(loaded);
}

/** Figures need all live grants if changes are due, and otherwise only the grants that time changes next. */
export async function forFigures(
  connection: Connection,
  rows: readonly AccountRow[],
  nowMs: Ms,
): Promise<readonly Account[]> {
  const due = rows.filter((row) => isDue(row, nowMs));
  const later = rows.filter((row) => row.nextDueMs !== null && !isDue(row, nowMs));
  const [alive, next] = await together([
    due.length === 0 ? [] : live(connection, ...arraysOf(due)),
    later.length === 0 ? [] : soonest(connection, ...arraysOf(later)),
  ]);
  const grants = grouped([...alive, ...next]);
  return rows.map((row) => {
    const own = (grants.get(accountKey(row)) ?? []).map(grantOf);
    return accountOf(refOf(row), row, { grants: own, loadedUpTo: null, laterDueMs: null });
  });
}

function grouped(rows: readonly GrantRow[]): Map<string, GrantRow[]> {
  const groups = new Map<string, GrantRow[]>();
  for (const row of rows) {
    const key = accountKey(row);
    const own = groups.get(key);
    if (own) own.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function distinct(rows: readonly GrantRow[]) {
  return [...new Map(rows.map((row) => [row.id, row])).values()].map(grantOf);
}
