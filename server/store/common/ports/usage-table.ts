import type { Micro } from '../../../ledger/values/refs.js';
import type { UsageSums } from '../../ports/usage.js';

/** The usage of one series in one bucket. The key is `null` for series beyond the shown ones. */
export type UsageCell = { readonly bucket: number; readonly key: string | null; readonly amount: Micro };

export class UsageTable {
  readonly #series = new Map<string, Micro[]>();
  #others: Micro[] | null = null;

  constructor(readonly buckets: number) {}

  add({ bucket, key, amount }: UsageCell): void {
    const amounts = key === null ? (this.#others ??= this.#blank()) : (this.#series.get(key) ?? this.#blank());
    if (key !== null) this.#series.set(key, amounts);
    amounts[bucket] = (amounts[bucket] ?? 0n) + amount;
  }

  sums(previous: Micro, mostSeries: number): UsageSums {
    const ranked = [...this.#series]
      .map(([key, amounts]) => ({ key, amounts, total: amounts.reduce((sum, amount) => sum + amount, 0n) }))
      .sort((a, b) => (a.total === b.total ? (a.key < b.key ? -1 : 1) : a.total > b.total ? -1 : 1));
    for (const { amounts } of ranked.slice(mostSeries)) {
      amounts.forEach((amount, bucket) => this.add({ bucket, key: null, amount }));
    }
    const series = ranked.slice(0, mostSeries).map(({ key, amounts }) => ({ key, amounts }));
    return { previous, series, others: this.#others };
  }

  #blank(): Micro[] {
    return Array<Micro>(this.buckets).fill(0n);
  }
}
