import { asc, desc } from 'drizzle-orm';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import { entryConditions } from '../../common/conditions/entries.js';
import { entryPage, type Span, windowOf } from '../../common/ports/entry-pages.js';
import { entryOf } from '../../common/rows.js';
import type { Entries, EntryPage, EntryQuery, LedgerPosition } from '../../ports/entries.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { entries as table } from '../schema.js';

export const entries: OnConnection<Entries> = { entries: page, positions };

/** Times never decrease with the sequence, so a binary search finds the instant without an index on time. */
const POSITIONS = `SELECT s.low AS seq, e.at_ms, e.balance_after
  FROM unnest($4::bigint[]) WITH ORDINALITY AS b (before_ms, place)
  CROSS JOIN LATERAL (
    WITH RECURSIVE search (low, high) AS (
      SELECT 0::bigint, coalesce((
        SELECT entry_seq FROM accounts WHERE customer_id = $1 AND credit_type_id = $2 AND resource_id = $3
      ), 0)
      UNION ALL
      SELECT CASE WHEN m.at_ms < b.before_ms THEN m.seq ELSE search.low END,
        CASE WHEN m.at_ms < b.before_ms THEN search.high ELSE m.seq - 1 END
      FROM search CROSS JOIN LATERAL (
        SELECT seq, at_ms FROM entries
        WHERE customer_id = $1 AND credit_type_id = $2 AND resource_id = $3 AND seq = (search.low + search.high + 1) / 2
        LIMIT 1
      ) AS m
      WHERE search.low < search.high
    )
    SELECT low FROM search WHERE low = high
  ) AS s
  LEFT JOIN LATERAL (
    SELECT at_ms, balance_after FROM entries
    WHERE customer_id = $1 AND credit_type_id = $2 AND resource_id = $3 AND seq = s.low
    LIMIT 1
  ) AS e ON TRUE
  ORDER BY b.place`;

type PositionRow = { readonly seq: string; readonly at_ms: string | null; readonly balance_after: string | null };

async function positions(
  { client }: Connection,
  { customerId, creditTypeId, resourceId }: AccountRef,
  beforeMs: readonly Ms[],
): Promise<LedgerPosition[]> {
  const { rows } = await client.query<PositionRow>(POSITIONS, [customerId, creditTypeId, resourceId, beforeMs]);
  return rows.map((row) => ({
    seq: Number(row.seq),
    atMs: row.at_ms === null ? null : Number(row.at_ms),
    balance: BigInt(row.balance_after ?? '0'),
  }));
}

const FOREVER_MS = Number.MAX_SAFE_INTEGER;

async function spanOf(connection: Connection, { account, fromMs, toMs }: EntryQuery): Promise<Span> {
  const bounds = [fromMs ?? 0, toMs ?? FOREVER_MS];
  const [from, to] = await positions(connection, account, bounds);
  return { first: fromMs === null ? 1 : (from?.seq ?? 0) + 1, last: to?.seq ?? 0 };
}

async function page(connection: Connection, query: EntryQuery): Promise<EntryPage> {
  const { order, limit } = query;
  const window = windowOf(query, await spanOf(connection, query));
  const rows = await connection.db
    .select()
    .from(table)
    .where(entryConditions(table, query, window))
    .orderBy(order === 'asc' ? asc(table.seq) : desc(table.seq))
    .limit(limit + 1);
  return entryPage(rows.map(entryOf), limit, window);
}
