import { grantAnswer } from '../../../ledger/grants/answer.js';
import type { GrantAnswer } from '../../../ledger/grants/grant.js';
import { lastToBurn } from '../../common/ports/grant-places.js';
import { grantOf, type GrantRow } from '../../common/rows.js';
import type { Connection } from '../driver/connection.js';

const ORDER = 'priority, burn_expires_ms, burn_category, effective_at_ms, created_at_ms, id';

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
