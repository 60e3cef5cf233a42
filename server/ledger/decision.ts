import type { AccountBook } from './account-book.js';
import { formatAmount } from './amount.js';
import type {
  AccountRef,
  Catalog,
  CustomerSnapshot,
  Micro,
  Ms,
  PoolAnswer,
  Refusal,
  Result,
  Subscription,
} from './protocol.js';

/** What a decision may read, and the places where it writes. */
export type Deciding = {
  readonly customer: CustomerSnapshot;
  readonly catalog: Catalog;
  readonly nowMs: Ms;
  book(ref: AccountRef): AccountBook;
  /** A new one, or one that changed. */
  putSubscription(subscription: Subscription): void;
};

export type Refused = Extract<Result, { status: 'refused' }>;

export function refuse(code: Refusal['code'], detail: string, more: Omit<Refusal, 'code' | 'detail'> = {}): Refused {
  return { status: 'refused', refusal: { code, detail, ...more } };
}

/** The pool as the decision leaves it. */
export const poolAnswer = (book: AccountBook): PoolAnswer => ({
  balance: formatAmount(book.balance),
  available: formatAmount(book.available),
  overdraft: formatAmount(book.overdraft),
});

/** @param shortfall how much more would have to be there */
export function refuseForCredits(book: AccountBook, required: Micro, shortfall: Micro, limit: 'hard' | 'soft'): Result {
  const { creditTypeId } = book.ref;
  const [needed, available] = [formatAmount(required), formatAmount(book.available)];
  return refuse('insufficient_credits', `This needs ${needed} of ${creditTypeId}; ${available} are available.`, {
    shortfall: {
      creditTypeId,
      balance: formatAmount(book.balance),
      available,
      required: needed,
      shortfall: formatAmount(shortfall),
      limit,
    },
  });
}
