import type { Usage, UsageQuery, UsageSums } from '../../ports/usage.js';
import { type UsageCell, UsageTable } from '../../common/ports/usage-table.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';

const KEYS: Readonly<Record<UsageQuery['groupBy'], string>> = { feature: 'feature_id', user: 'user_id', none: "''" };

/**
 * Each bucket is one read of the primary key. Whole credits and millionths are summed separately, because one sum may
 * overflow 64 bits.
 */
const SUMS = `sum(credits) AS whole, sum(millionths) AS millionths FROM usage_quarters
  WHERE customer_id = @customerId AND credit_type_id = @creditTypeId AND resource_id = @resourceId
    AND quarter_ms >= @fromMs AND quarter_ms < @toMs
    AND (@featureId IS NULL OR feature_id = @featureId) AND (@userId IS NULL OR user_id = @userId)`;

type Sum = { readonly whole: bigint | null; readonly millionths: bigint | null };
type SumOfKey = Sum & { readonly key: string };

export function usage({ driver }: Connection): Sync<Usage> {
  const total = driver.prepare<[object], Sum>(`SELECT ${SUMS}`);
  const grouped = (key: string) => driver.prepare<[object], SumOfKey>(`SELECT ${key} AS key, ${SUMS} GROUP BY 1`);
  const byKey = { feature: grouped(KEYS.feature), user: grouped(KEYS.user), none: grouped(KEYS.none) };

  const sumUp = driver.transaction((query: UsageQuery): UsageSums => {
    const { account, featureId, userId, groupBy, bounds, previousFromMs, mostSeries } = query;
    const within = (fromMs: number, toMs: number) => ({ ...account, featureId, userId, fromMs, toMs });
    const table = new UsageTable(bounds.length - 1);
    bounds.slice(1).forEach((toMs, bucket) => {
      const rows = byKey[groupBy].all(within(bounds[bucket] ?? toMs, toMs));
      for (const row of rows) table.add({ bucket, key: row.key, amount: amountOf(row) } satisfies UsageCell);
    });
    const previous = total.get(within(previousFromMs, bounds[0] ?? previousFromMs));
    return table.sums(previous ? amountOf(previous) : 0n, mostSeries);
  });
  return { usage: sumUp };
}

const amountOf = ({ whole, millionths }: Sum): bigint => (whole ?? 0n) * 1_000_000n + (millionths ?? 0n);
