import type { Micro } from './refs.js';

export type Refusal = {
  readonly code:
    | 'customer_not_found'
    | 'credit_type_not_found'
    | 'feature_not_found'
    | 'plan_not_found'
    | 'grant_not_found'
    | 'subscription_not_found'
    | 'plan_not_published'
    | 'plan_archived'
    | 'subscription_cancelled'
    | 'credit_type_archived'
    | 'customer_erased'
    | 'grant_ended'
    | 'grant_started'
    | 'payment_not_pending'
    | 'invalid_field'
    | 'no_rate'
    | 'no_meter'
    | 'timestamp_out_of_range'
    | 'amount_out_of_range'
    | 'insufficient_credits'
    | 'idempotency_conflict'
    | 'payment_reference_used';
  readonly detail: string;
  readonly field?: string;
  readonly shortfall?: {
    readonly creditTypeId: string;
    readonly balance: Micro;
    readonly available: Micro;
    readonly required: Micro;
    readonly shortfall: Micro;
    readonly limit: 'hard' | 'soft';
  };
};
