import { grantAnswer } from '../../../ledger/grants/answer.js';
import type { GrantAnswer } from '../../../ledger/grants/grant.js';
import type { AccountRef } from '../../../ledger/values/refs.js';
import { type Rank, rankKey } from '../../../ledger/grants/burn-order.js';
import { BURN_ORDER, burnColumns, lastToBurn } from '../../common/ports/grant-places.js';
import { grantOf, type GrantRow } from '../../common/rows.js';
import type { Connection } from '../driver/connection.js';

const ORDER = BURN_ORDER;

/** Counts the open grants of a pool in burn order, up to the given grant. Returns the places of the given ids. */
export const PLACES = `SELECT id, place FROM (
    SELECT id, row_number() OVER (ORDER BY ${ORDER}) AS place FROM grants
    WHERE customer_id = :customerId AND credit_type_id = :creditTypeId AND resource_id = :resourceId
      AND state = 'open'
      AND (${ORDER}) <= (:priority, :burnExpiresMs, :burnCategory, :effectiveAtMs, :createdAtMs, :id)
  ) WHERE id IN (SELECT value FROM json_each(:ids))`;

const BEFORE = `SELECT count(*) FROM grants
  WHERE customer_id = :customerId AND credit_type_id = :creditTypeId AND resource_id = :resourceId AND state = 'open'
    AND (${ORDER}) < (:priority, :burnExpiresMs, :burnCategory, :effectiveAtMs, :createdAtMs, :id)`;

/** Counts the open grants of a pool that burn before each rank. */
export function prepareOpenBefore({ driver }: Connection) {
  const before = driver.prepare<[object], bigint>(BEFORE).pluck();
  return (ref: AccountRef, ranks: readonly Rank[]): ReadonlyMap<string, number> =>
    new Map(ranks.map((rank) => [rankKey(rank), Number(before.get({ ...ref, ...burnColumns(rank) }))]));
}

export function prepareGrantAnswers({ driver }: Connection) {
  const placesUpTo = driver.prepare<[object], { id: string; place: bigint }>(PLACES);

  return function answers(rows: readonly GrantRow[]): GrantAnswer[] {
    const ids = JSON.stringify(rows.map(({ id }) => id));
    const places = new Map<string, number>();
    for (const last of lastToBurn(rows)) {
      for (const { id, place } of placesUpTo.all({ ...last, ids })) places.set(id, Number(place));
    }
    return rows.map((row) => grantAnswer(grantOf(row), places.get(row.id) ?? null));
  };
}
