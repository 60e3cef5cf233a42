import type { Usage } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { Catalog } from '../../ledger/catalog/catalog.js';
import type { Micro, Ms } from '../../ledger/values/refs.js';
import type { UsageQuery, UsageSums } from '../../store/ports/usage.js';
import { instant, resourceView } from '../shared/scalars.js';

type ChartQuery = UsageQuery & { readonly interval: Usage['interval']; readonly timeZone: string };

/** Adds the names of the series, and fills in the defaults of the query. */
export function usageView(asked: ChartQuery, sums: UsageSums, catalog: Catalog, asOfMs: Ms): Usage {
  const { account, groupBy, bounds } = asked;
  const buckets = bounds.slice(0, -1);
  const shown = sums.series.map(({ key, amounts }) => ({
    ...(key === '' ? NOBODY : groupBy === 'feature' ? featureSeries(key, catalog) : { ...NOBODY, key, name: key }),
    isOther: false,
    amounts,
  }));
  // Without grouping, an answer without usage still has one series.
  if (groupBy === 'none' && shown.length === 0) {
    shown.push({ ...NOBODY, isOther: false, amounts: buckets.map(() => 0n) });
  }
  if (sums.others) shown.push({ ...NOBODY, isOther: true, amounts: sums.others });
  return {
    creditTypeId: account.creditTypeId,
    resourceId: resourceView(account.resourceId),
    interval: asked.interval,
    groupBy,
    timeZone: asked.timeZone,
    from: instant(bounds[0] ?? asOfMs),
    to: instant(bounds.at(-1) ?? asOfMs),
    total: formatAmount(sum(shown.flatMap(({ amounts }) => amounts))),
    previousFrom: instant(asked.previousFromMs),
    previousTotal: formatAmount(sums.previous),
    buckets: buckets.map(instant),
    series: shown.map(({ amounts, ...series }) => ({
      ...series,
      total: formatAmount(sum(amounts)),
      values: amounts.map(formatAmount),
    })),
    asOf: instant(asOfMs),
  };
}

type SeriesName = Pick<Usage['series'][number], 'key' | 'name' | 'colorSlot' | 'createdAt'>;

const NOBODY: SeriesName = { key: null, name: null, colorSlot: null, createdAt: null };

function featureSeries(key: string, { features }: Catalog): SeriesName {
  const feature = features.get(key);
  if (!feature) return { ...NOBODY, key, name: key };
  return { key, name: feature.name, colorSlot: feature.colorSlot, createdAt: instant(feature.createdAtMs) };
}

const sum = (amounts: readonly Micro[]): Micro => amounts.reduce((total, amount) => total + amount, 0n);
