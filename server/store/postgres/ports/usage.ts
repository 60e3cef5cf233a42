import type { Usage, UsageQuery, UsageSums } from '../../ports/usage.js';
import { UsageTable } from '../../common/ports/usage-table.js';
import { type Connection, type OnConnection, together } from '../driver/connection.js';

export const usage: OnConnection<Usage> = { usage: sumUp };

const OF_QUERY = `u.customer_id = $1 AND u.credit_type_id = $2 AND u.resource_id = $3
  AND ($4::text IS NULL OR u.feature_id = $4) AND ($5::text IS NULL OR u.user_id = $5)`;

/** PostgreSQL sums 64-bit integers as `numeric`, so the sum cannot overflow. */
const SUM = 'sum(u.credits) * 1000000 + sum(u.millionths)';

/** LATERAL enforces one read of the primary key per bucket, whatever the statistics of a young table say. */
const SERIES = `WITH cells AS (
    SELECT b.place - 1 AS bucket, s.key, s.amount
    FROM unnest($6::bigint[], $7::bigint[]) WITH ORDINALITY AS b (from_ms, to_ms, place)
    CROSS JOIN LATERAL (
      SELECT CASE $8::text WHEN 'feature' THEN u.feature_id WHEN 'user' THEN u.user_id ELSE '' END AS key,
        ${SUM} AS amount
      FROM usage_quarters AS u WHERE ${OF_QUERY} AND u.quarter_ms >= b.from_ms AND u.quarter_ms < b.to_ms
      GROUP BY 1
    ) AS s
  ), shown AS (
    SELECT key FROM cells GROUP BY key ORDER BY sum(amount) DESC, key LIMIT $9
  )
  SELECT c.bucket, shown.key, sum(c.amount) AS amount FROM cells AS c LEFT JOIN shown ON shown.key = c.key GROUP BY 1, 2`;

const TOTAL = `SELECT coalesce(${SUM}, 0) AS amount FROM usage_quarters AS u
  WHERE ${OF_QUERY} AND u.quarter_ms >= $6 AND u.quarter_ms < $7`;

async function sumUp({ client }: Connection, query: UsageQuery): Promise<UsageSums> {
  const { account, featureId, userId, groupBy, bounds, previousFromMs, mostSeries } = query;
  const own = [account.customerId, account.creditTypeId, account.resourceId, featureId, userId];
  const [cells, [previous]] = await together([
    client
      .query<{ bucket: string; key: string | null; amount: string }>(SERIES, [
        ...own,
        bounds.slice(0, -1),
        bounds.slice(1),
        groupBy,
        mostSeries,
      ])
      .then(({ rows }) => rows),
    client.query<{ amount: string }>(TOTAL, [...own, previousFromMs, bounds[0]]).then(({ rows }) => rows),
  ]);
  const table = new UsageTable(bounds.length - 1);
  for (const { bucket, key, amount } of cells) table.add({ bucket: Number(bucket), key, amount: BigInt(amount) });
  return table.sums(BigInt(previous?.amount ?? '0'), mostSeries);
}
