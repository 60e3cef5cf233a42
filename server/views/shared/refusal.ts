import { formatAmount } from '../../ledger/values/amount.js';
import type { Refusal } from '../../ledger/values/refusal.js';
import type { CatalogRefusal } from '../../store/ports/catalog.js';
import type { ProblemCode } from '../../contract/index.js';

export const REFUSED = {
  customer_not_found: 'not_found',
  credit_type_not_found: 'not_found',
  feature_not_found: 'not_found',
  plan_not_found: 'not_found',
  grant_not_found: 'not_found',
  subscription_not_found: 'not_found',
  invalid_field: 'invalid_request',
  product_not_found: 'not_found',
  plan_not_published: 'plan_not_published',
  plan_archived: 'plan_archived',
  subscription_cancelled: 'subscription_cancelled',
  credit_type_archived: 'credit_type_archived',
  customer_erased: 'customer_erased',
  credit_type_in_use: 'credit_type_in_use',
  grant_ended: 'grant_ended',
  grant_started: 'grant_started',
  payment_not_pending: 'payment_not_pending',
  no_rate: 'no_rate',
  no_meter: 'no_meter',
  timestamp_out_of_range: 'timestamp_out_of_range',
  amount_out_of_range: 'amount_out_of_range',
  insufficient_credits: 'insufficient_credits',
  idempotency_conflict: 'idempotency_conflict',
  payment_reference_used: 'payment_reference_used',
  already_exists: 'already_exists',
  no_draft: 'no_draft',
  rate_too_small: 'rate_too_small',
} as const satisfies Record<Refusal['code'] | CatalogRefusal['code'], ProblemCode>;

export const refusedAs = (code: keyof typeof REFUSED): ProblemCode => REFUSED[code];

export const shortfallView = (shortfall: NonNullable<Refusal['shortfall']>) => ({
  creditTypeId: shortfall.creditTypeId,
  balance: formatAmount(shortfall.balance),
  available: formatAmount(shortfall.available),
  required: formatAmount(shortfall.required),
  shortfall: formatAmount(shortfall.shortfall),
  limit: shortfall.limit,
});
