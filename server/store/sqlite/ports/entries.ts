import { asc, desc } from 'drizzle-orm';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import { entryConditions } from '../../common/conditions/entries.js';
import { entryPage, type Span, windowOf } from '../../common/ports/entry-pages.js';
import { entryOf } from '../../common/rows.js';
import type { Entries, EntryQuery, LedgerPosition } from '../../ports/entries.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import { entries as table } from '../schema.js';

/** Times never decrease with the sequence, so a binary search finds the instant without an index on time. */
const POSITION = `WITH RECURSIVE search (low, high) AS (
    SELECT 0, ifnull((
      SELECT entry_seq FROM accounts
      WHERE customer_id = @customerId AND credit_type_id = @creditTypeId AND resource_id = @resourceId
    ), 0)
    UNION ALL
    SELECT iif(e.at_ms < @beforeMs, e.seq, s.low), iif(e.at_ms < @beforeMs, s.high, e.seq - 1)
    FROM search AS s CROSS JOIN entries AS e
    WHERE e.customer_id = @customerId AND e.credit_type_id = @creditTypeId AND e.resource_id = @resourceId
      AND e.seq = (s.low + s.high + 1) / 2 AND s.low < s.high
  )
  SELECT s.low AS seq, e.at_ms AS atMs, e.balance_after AS balance FROM search AS s
  LEFT JOIN entries AS e ON e.customer_id = @customerId AND e.credit_type_id = @creditTypeId
    AND e.resource_id = @resourceId AND e.seq = s.low
  WHERE s.low = s.high`;

type PositionRow = { readonly seq: bigint; readonly atMs: bigint | null; readonly balance: bigint | null };

export function entries({ db, driver }: Connection): Sync<Entries> {
  const position = driver.prepare<[object], PositionRow>(POSITION);
  const lastSeq = driver
    .prepare('SELECT entry_seq FROM accounts WHERE customer_id = ? AND credit_type_id = ? AND resource_id = ?')
    .pluck();

  function positionBefore(account: AccountRef, beforeMs: Ms): LedgerPosition {
    const row = position.get({ ...account, beforeMs });
    const atMs = row?.atMs ?? null;
    return { seq: Number(row?.seq ?? 0), atMs: atMs === null ? null : Number(atMs), balance: row?.balance ?? 0n };
  }

  function spanOf({ account, fromMs, toMs }: EntryQuery): Span {
    return {
      first: fromMs === null ? 1 : positionBefore(account, fromMs).seq + 1,
      last: toMs === null ? lastOf(account) : positionBefore(account, toMs).seq,
    };
  }

  function lastOf({ customerId, creditTypeId, resourceId }: AccountRef): number {
    return Number(lastSeq.get(customerId, creditTypeId, resourceId) ?? 0);
  }

  return {
    positions: (account, beforeMs) => beforeMs.map((ms) => positionBefore(account, ms)),

    entries(query) {
      const { order, limit } = query;
      const window = windowOf(query, spanOf(query));
      const rows = db
        .select()
        .from(table)
        .where(entryConditions(table, query, window))
        .orderBy(order === 'asc' ? asc(table.seq) : desc(table.seq))
        .limit(limit + 1)
        .all();
      return entryPage(rows.map(entryOf), limit, window);
    },
  };
}
