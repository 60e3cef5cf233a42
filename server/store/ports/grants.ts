import type { Grant, GrantAnswer, GrantPlace } from '../../ledger/grants/grant.js';
import type { Micro, Ms } from '../../ledger/values/refs.js';

/** `null` matches any value. */
export type GrantFilter = {
  readonly customerId: string;
  readonly creditTypeId: string | null;
  /** `''` is the general pool. */
  readonly resourceId: string | null;
  readonly status: GrantAnswer['status'] | null;
  /** `true` for grants that are depleted or have ended, `false` for the others. */
  readonly past: boolean | null;
  readonly category: Grant['category'] | null;
  readonly source: Grant['source'] | null;
  readonly actorId: string | null;
  /** Creation times; `toMs` is excluded. */
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  /** In force at this instant by their present terms: paid, within their term, not voided by then. */
  readonly atMs: Ms | null;
};

/** `burn` and `expiry` list open grants first, then scheduled and pending, depleted and ended ones. */
export type GrantOrder = 'newest' | 'burn' | 'expiry';

export type GrantQuery = GrantFilter & {
  readonly order: GrantOrder;
  readonly after: GrantPlace | null;
  readonly limit: number;
};

export type GrantGrouping = 'creditType' | 'category' | 'source' | 'status';
export type GrantGroup = {
  readonly key: string;
  readonly count: number;
  readonly amount: Micro;
  readonly remaining: Micro;
};

/** Lists use the stored state. To include due changes, ask the engine to `catchUp` the customer first. */
export interface Grants {
  /** Status and position are those at `nowMs`. */
  grants(query: GrantQuery, nowMs: Ms): Promise<readonly GrantAnswer[]>;
  /** Ordered by key. */
  grantGroups(filter: GrantFilter, by: GrantGrouping): Promise<readonly GrantGroup[]>;
  grant(id: string, nowMs: Ms): Promise<GrantAnswer | null>;
}
