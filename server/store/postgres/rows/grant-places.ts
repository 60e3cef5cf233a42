import { grantAnswer } from '../../../ledger/grants/answer.js';
import type { GrantAnswer } from '../../../ledger/grants/grant.js';
import { accountKey } from '../../../ledger/accounts/account.js';
import { type Rank, rankKey } from '../../../ledger/grants/burn-order.js';
import type { AccountRef } from '../../../ledger/values/refs.js';
import { BURN_ORDER, burnColumns, lastToBurn } from '../../common/ports/grant-places.js';
import { grantOf, type GrantRow } from '../../common/rows.js';
import type { Connection } from '../driver/connection.js';

const ORDER = BURN_ORDER;

/** Counts the open grants of each pool in burn order, up to the given grant. Returns the places of the given ids. */
const PLACES = `SELECT t.id, t.place
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::text[]) AS w (customer_id, credit_type_id, resource_id, ${ORDER})
  CROSS JOIN LATERAL (
    SELECT g.id, row_number() OVER (ORDER BY ${columns('g')}) AS place FROM grants AS g
    WHERE g.customer_id = w.customer_id AND g.credit_type_id = w.credit_type_id AND g.resource_id = w.resource_id
      AND g.state = 'open' AND (${columns('g')}) <= (${columns('w')})
  ) AS t
  WHERE t.id = ANY($10::text[])`;

const BEFORE = `SELECT t.many
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::text[]) WITH ORDINALITY AS w (customer_id, credit_type_id, resource_id, ${ORDER}, place)
  CROSS JOIN LATERAL (
    SELECT count(*) AS many FROM grants AS g
    WHERE g.customer_id = w.customer_id AND g.credit_type_id = w.credit_type_id AND g.resource_id = w.resource_id
      AND g.state = 'open' AND (${columns('g')}) < (${columns('w')})
  ) AS t
  ORDER BY w.place`;

type RankOf = { readonly account: AccountRef; readonly rank: Rank };

/** Counts the open grants of each pool that burn before each rank, by account key and rank key. */
export async function openBefore(
  { client }: Connection,
  asked: readonly RankOf[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const counts = new Map<string, Map<string, number>>();
  if (asked.length === 0) return counts;
  const ranks = asked.map(({ account, rank }) => ({ ...account, ...burnColumns(rank) }));
  const { rows } = await client.query<{ many: string }>(BEFORE, [
    ...[ranks.map((row) => row.customerId), ranks.map((row) => row.creditTypeId), ranks.map((row) => row.resourceId)],
    ...[ranks.map((row) => row.priority), ranks.map((row) => row.burnExpiresMs), ranks.map((row) => row.burnCategory)],
    ...[ranks.map((row) => row.effectiveAtMs), ranks.map((row) => row.createdAtMs), ranks.map((row) => row.id)],
  ]);
  asked.forEach(({ account, rank }, place) => {
    const own = counts.get(accountKey(account)) ?? new Map<string, number>();
    counts.set(accountKey(account), own.set(rankKey(rank), Number(rows[place]?.many)));
  });
  return counts;
}

function columns(table: string): string {
  return ORDER.split(', ')
    .map((column) => `${table}.${column}`)
    .join(', ');
}

export async function grantAnswers({ client }: Connection, rows: readonly GrantRow[]): Promise<GrantAnswer[]> {
  const last = lastToBurn(rows);
  const places = new Map<string, number>();
  if (last.length > 0) {
    const found = await client.query<{ id: string; place: string }>(PLACES, [
      ...[last.map((row) => row.customerId), last.map((row) => row.creditTypeId), last.map((row) => row.resourceId)],
      ...[last.map((row) => row.priority), last.map((row) => row.burnExpiresMs), last.map((row) => row.burnCategory)],
      ...[last.map((row) => row.effectiveAtMs), last.map((row) => row.createdAtMs), last.map((row) => row.id)],
      rows.map(({ id }) => id),
    ]);
    for (const { id, place } of found.rows) places.set(id, Number(place));
  }
  return rows.map((row) => grantAnswer(grantOf(row), places.get(row.id) ?? null));
}
