import type { AccountBook } from '../accounts/book.js';
import { formatAmount } from '../values/amount.js';
import type { AccountRef, Micro, Ms } from '../values/refs.js';
import type { Catalog } from '../catalog/catalog.js';
import type { CustomerSnapshot } from './snapshot.js';
import type { PoolAnswer, Result } from './result.js';
import type { Refusal } from '../values/refusal.js';
import type { Subscription } from '../subscriptions/subscription.js';

/** The only data that a command may read, and the only places that it may write to. */
export type CommandContext = {
  readonly customer: CustomerSnapshot;
  readonly catalog: Catalog;
  readonly nowMs: Ms;
  book(ref: AccountRef): AccountBook;
  putSubscription(subscription: Subscription): void;
};

export type RefusedResult = Extract<Result, { status: 'refused' }>;

export function refuse(
  code: Refusal['code'],
  detail: string,
  more: Omit<Refusal, 'code' | 'detail'> = {},
): RefusedResult {
  return { status: 'refused', refusal: { code, detail, ...more } };
}

export const poolAnswer = (book: AccountBook): PoolAnswer => ({
  balance: book.balance,
  available: book.available,
  overdraft: book.overdraft,
});

export function refuseForCredits(book: AccountBook, required: Micro, shortfall: Micro, limit: 'hard' | 'soft'): Result {
  const { creditTypeId } = book.ref;
  const { balance, available } = book;
  const detail = `This needs ${formatAmount(required)} of ${creditTypeId}; ${formatAmount(available)} are available.`;
  return refuse('insufficient_credits', detail, {
    shortfall: { creditTypeId, balance, available, required, shortfall, limit },
  });
}
