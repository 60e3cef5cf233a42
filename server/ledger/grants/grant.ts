import type { AccountRef, ActorRef, Micro, Ms } from '../values/refs.js';

export type GrantTerms = {
  readonly amount: Micro;
  readonly category: 'paid' | 'promotional';
  readonly source: 'purchase' | 'auto_top_up' | 'plan' | 'trial' | 'rollover' | 'operator' | 'api';
  readonly priority: number;
  /** `null` if the grant starts at once. */
  readonly effectiveAtMs: Ms | null;
  readonly expiresAtMs: Ms | null;
  readonly unitCost: { readonly amount: string; readonly currency: string } | null;
  readonly payment: PaymentTerms | null;
  readonly reason: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

/** `record`: paid elsewhere before. `external`: the grant waits until the host reports the result of the payment. */
export type PaymentTerms = { readonly mode: 'record' | 'external'; readonly reference: string | null };
export type Payment = PaymentTerms & { readonly status: 'pending' | 'paid' | 'failed' };

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
  /** The part of `remaining` that holds set aside. */
  readonly reserved: Micro;
  readonly consumed: Micro;
  readonly repaid: Micro;
  readonly expired: Micro;
  /** Taken back by voiding, or given up because the payment failed. */
  readonly voided: Micro;
  readonly adjusted: Micro;
  readonly phase: 'pending' | 'scheduled' | 'active' | 'ended';
  readonly endedAs: 'voided' | 'expired' | 'failed' | null;
  /** For a grant that never arrived, no later than its planned start. */
  readonly endedAtMs: Ms | null;
  /** The sequence of the entry that depleted the grant. A later arrival removes the grant from `granted`. */
  readonly depletedSeq: number | null;
  /** The next time at which the grant starts or expires. */
  readonly dueAtMs: Ms | null;
  readonly createdAtMs: Ms;
  readonly updatedAtMs: Ms;
};

export type GrantPlace = {
  /** 0: active, 1: scheduled or pending, 2: depleted, 3: ended. */
  readonly listRank: number;
  readonly priority: number;
  readonly burnExpiresMs: Ms;
  readonly burnCategory: number;
  readonly effectiveAtMs: Ms;
  readonly createdAtMs: Ms;
  readonly id: string;
};

export type GrantAnswer = Omit<GrantTerms, 'effectiveAtMs' | 'payment'> & {
  readonly id: string;
  readonly account: AccountRef;
  readonly actor: ActorRef;
  readonly remaining: Micro;
  /** Credits that usage took, including the repaid overdraft. */
  readonly consumed: Micro;
  readonly adjusted: Micro;
  readonly forfeited: Micro;
  readonly payment: Payment | null;
  readonly status: 'voided' | 'failed' | 'pending' | 'scheduled' | 'expired' | 'depleted' | 'active';
  readonly effectiveAtMs: Ms;
  readonly position: number | null;
  readonly createdAtMs: Ms;
  readonly updatedAtMs: Ms;
};

export type NamedGrant = { readonly account: AccountRef; readonly grantId: string };
