import type { Rate } from '../catalog/catalog.js';
import type { BurnCriterion } from '../grants/burn-order.js';
import type { Micro } from '../values/refs.js';

export type BurnReason = BurnCriterion | 'only_grant' | 'overdraft';

/** `grantId` is `null` for the part that becomes overdraft. */
export type Allocation = { readonly grantId: string | null; readonly amount: Micro; readonly why: BurnReason };

export type ChargeAnswer = {
  readonly creditTypeId: string;
  readonly resourceId: string | null;
  readonly featureId: string;
  readonly quantity: Micro;
  readonly rate: Rate;
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly amount: Micro;
  readonly balance: Micro;
  readonly available: Micro;
  readonly overdraft: Micro;
  readonly allocations: readonly Allocation[];
  /** The sequence numbers of the entries that this charge wrote; `null` if it burned nothing. */
  readonly entries: { readonly first: number; readonly last: number } | null;
};
