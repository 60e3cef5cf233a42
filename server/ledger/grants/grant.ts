import type { AccountRef, ActorRef, Micro, Ms } from '../values/refs.js';

/** Grants: the requested terms, the stored state, and the answer to a command that names one. */

export type GrantTerms = {
  readonly amount: Micro;
  readonly category: 'paid' | 'promotional';
  readonly source: 'purchase' | 'auto_top_up' | 'plan' | 'trial' | 'rollover' | 'operator' | 'api';
  readonly priority: number;
  /** null: at once. */
  readonly effectiveAtMs: Ms | null;
  readonly expiresAtMs: Ms | null;
  readonly unitCost: { readonly amount: string; readonly currency: string } | null;
  readonly payment: PaymentTerms | null;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

/** `record`: paid elsewhere, before. `external`: the grant waits until the host says that it is paid, or will not be. */
export type PaymentTerms = { readonly mode: 'record' | 'external'; readonly reference: string | null };
export type Payment = PaymentTerms & { readonly status: 'pending' | 'paid' | 'failed' };

/** What an edit may change; what is absent stays. */
export type GrantChange = Partial<
  Pick<GrantTerms, 'amount' | 'priority' | 'expiresAtMs' | 'reason' | 'metadata'> & { readonly effectiveAtMs: Ms }
>;

export type Grant = Omit<GrantTerms, 'payment'> & {
  readonly id: string;
  readonly account: AccountRef;
  readonly effectiveAtMs: Ms;
  readonly payment: Payment | null;
  readonly actor: ActorRef;
  readonly remaining: Micro;
  /** The part of `remaining` that open holds have set aside. */
  readonly reserved: Micro;
  readonly consumed: Micro;
  readonly repaid: Micro;
  readonly expired: Micro;
  /** Given up by voiding; of a grant that never arrived, because its payment failed, too. */
  readonly voided: Micro;
  /** Taken away by adjustments. */
  readonly adjusted: Micro;
  /** `pending` waits for its payment, `scheduled` for its time. */
  readonly phase: 'pending' | 'scheduled' | 'active' | 'ended';
  readonly endedAs: 'voided' | 'expired' | 'failed' | null;
  /** When it ended; what never arrived has no term, and ended when that would have begun, at the latest. */
  readonly endedAtMs: Ms | null;
  /** The entry that used up the last of it; with the account's `arrivalSeq` it decides whether `granted` counts it. */
  readonly depletedSeq: number | null;
  /** The next instant at which time changes this grant. */
  readonly dueAtMs: Ms | null;
  readonly createdAtMs: Ms;
  readonly updatedAtMs: Ms;
};

/** Where a grant stands in the lists of a customer's grants: what decides each order. */
export type GrantPlace = {
  /** 0: it burns; 1: it is to come; 2: it is used up; 3: it is over. */
  readonly listRank: number;
  readonly priority: number;
  /** The expiry as the burn order takes it: none comes last. */
  readonly burnExpiresMs: Ms;
  /** 0: promotional, which burns first. */
  readonly burnCategory: number;
  readonly effectiveAtMs: Ms;
  readonly createdAtMs: Ms;
  readonly id: string;
};

/** A grant with its figures, its status at one instant, and its place in the burn order. */
export type GrantAnswer = Omit<GrantTerms, 'effectiveAtMs' | 'payment'> & {
  readonly id: string;
  readonly account: AccountRef;
  readonly actor: ActorRef;
  readonly remaining: Micro;
  /** The credits that usage took, including the overdraft that the grant repaid. */
  readonly consumed: Micro;
  /** The credits that adjustments took. */
  readonly adjusted: Micro;
  /** The credits that expired or were voided unused. */
  readonly forfeited: Micro;
  readonly payment: Payment | null;
  readonly status: 'voided' | 'failed' | 'pending' | 'scheduled' | 'expired' | 'depleted' | 'active';
  readonly effectiveAtMs: Ms;
  readonly position: number | null;
  readonly createdAtMs: Ms;
  readonly updatedAtMs: Ms;
};

export type NamedGrant = { readonly account: AccountRef; readonly grantId: string };
