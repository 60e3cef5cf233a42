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
  /** Whether the outside cause of a command led to an effect before. */
  isUsed(cause: string): boolean;
  /** Frees the cause of a command that had no effect after all, such as a grant whose payment failed. */
  releaseCauseOf(commandId: string): void;
};

export type RefusedResult = Extract<Result, { status: 'refused' }>;

export function refuse(
  code: Refusal['code'],
  detail: string,
  more: Omit<Refusal, 'code' | 'detail'> = {},
): RefusedResult {
  return { status: 'refused', refusal: { code, detail, ...more } };
}

export const refuseErased = (customerId: string): RefusedResult =>
  refuse('customer_erased', `Customer ${customerId} is erased: nothing new can be added.`);

/** `null` if the credit type exists and takes credits. */
export function refuseForCreditType({ catalog }: CommandContext, id: string): RefusedResult | null {
  const creditType = catalog.creditTypes.get(id);
  if (!creditType) return refuse('credit_type_not_found', `There is no credit type ${id}.`);
  if (creditType.archivedAtMs === null) return null;
  return refuse('credit_type_archived', `Credit type ${id} is archived: it takes no credits.`);
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
