import type { Grant, GrantAnswer, GrantPlace } from '../../ledger/grants/grant.js';
import type { Micro, Ms } from '../../ledger/values/refs.js';

/** `null` matches any value. */
export type GrantFilter = {
  readonly customerId: string;
  readonly creditTypeId: string | null;
  /** `''`: the general pool. */
  readonly resourceId: string | null;
  readonly status: GrantAnswer['status'] | null;
  /** true for grants that are used up or have ended, false for the others. */
  readonly past: boolean | null;
  readonly category: Grant['category'] | null;
  readonly source: Grant['source'] | null;
  readonly actorId: string | null;
  /** Created from `fromMs`, before `toMs`. */
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  /** In force at this instant by their present terms: paid, within their term, not voided by then. */
  readonly atMs: Ms | null;
};

/** `burn` and `expiry` list open grants first, then scheduled, used up and ended ones. */
export type GrantOrder = 'newest' | 'burn' | 'expiry';

export type GrantQuery = GrantFilter & {
  readonly order: GrantOrder;
  /** The place of the last grant of the page before; `null` for the first page. */
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

/** Lists assume that what is due has been written: ask the engine to `catchUp` the customer first. */
export interface Grants {
  /** Newest first, with status and position at `nowMs`. */
  grants(query: GrantQuery, nowMs: Ms): Promise<readonly GrantAnswer[]>;
  /** The number and the amounts of the grants of each group, ordered by key. */
  grantGroups(filter: GrantFilter, by: GrantGrouping): Promise<readonly GrantGroup[]>;
  grant(id: string, nowMs: Ms): Promise<GrantAnswer | null>;
}
