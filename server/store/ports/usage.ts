import type { AccountRef, Micro, Ms } from '../../ledger/values/refs.js';

export type UsageQuery = {
  readonly account: AccountRef;
  /** null: of every feature. */
  readonly featureId: string | null;
  /** `''`: usage without a user; null: of everybody. */
  readonly userId: string | null;
  readonly groupBy: 'feature' | 'user' | 'none';
  /** Quarter hours, ascending: bucket `i` is `[bounds[i], bounds[i + 1])`. */
  readonly bounds: readonly Ms[];
  /** What was used from here to the first bound is summed up as well. */
  readonly previousFromMs: Ms;
  /** What is used in series beyond this many is summed up in one. */
  readonly mostSeries: number;
};

export type UsageSums = {
  readonly previous: Micro;
  /** Largest first, then by key, which is `''` for usage without a user. One amount per bucket. */
  readonly series: readonly { readonly key: string; readonly amounts: readonly Micro[] }[];
  /** The series beyond; null where there are none. */
  readonly others: readonly Micro[] | null;
};
