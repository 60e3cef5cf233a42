import type { Refusal } from '../../server/ledger/values/refusal.js';

export type NaiveResult =
  | { readonly status: 'done'; readonly answer: unknown }
  | { readonly status: 'refused'; readonly code: Refusal['code']; readonly shortfall?: Refusal['shortfall'] };

export function refuse(code: Refusal['code']): NaiveResult {
  return { status: 'refused', code };
}
