import type { AccountRef, Micro, Ms } from '../../ledger/values/refs.js';

export type UsageQuery = {
  readonly account: AccountRef;
  readonly featureId: string | null;
  /** `''` for usage without a user; `null` for all users. */
  readonly userId: string | null;
  readonly groupBy: 'feature' | 'user' | 'none';
  /** Quarter hours, ascending: bucket `i` is `[bounds[i], bounds[i + 1])`. */
  readonly bounds: readonly Ms[];
  /** Usage from this instant to the first bound is summed in `previous`. */
  readonly previousFromMs: Ms;
  /** Series beyond this number are summed into one. */
  readonly mostSeries: number;
};

export type UsageSums = {
  readonly previous: Micro;
  /** Largest first, then by key. The key is `''` for usage without a user. One amount per bucket. */
  readonly series: readonly { readonly key: string; readonly amounts: readonly Micro[] }[];
  readonly others: readonly Micro[] | null;
};

export interface Usage {
  /** Usage by when it happened, from quarter-hour sums. It may take long, and delays no other read. */
  usage(query: UsageQuery): Promise<UsageSums>;
}
