import type { BurnCriterion } from '../grants/burn-order.js';

/** Why a part of a charge fell where it did: what put its grant first, or that there was no grant to take it from. */
export type BurnReason = BurnCriterion | 'only_grant' | 'overdraft';

/** What one feature of an event cost one account, as it is stored and shown: amounts are decimal strings. */
export type ChargeAnswer = {
  readonly creditTypeId: string;
  readonly resourceId: string | null;
  readonly featureId: string;
  readonly quantity: string;
  readonly rate: { readonly credits: string; readonly units: string };
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly amount: string;
  readonly balance: string;
  readonly available: string;
  readonly overdraft: string;
  readonly allocations: readonly {
    readonly grantId: string | null;
    readonly amount: string;
    readonly why: BurnReason;
  }[];
  /** The entries of the account that this charge wrote; null: it burned nothing. */
  readonly entries: { readonly first: number; readonly last: number } | null;
};
