import type { AccountBook } from './account-book.js';
import type { AccountRef, Catalog, CustomerSnapshot, Ms, Refusal, Result, Subscription } from './protocol.js';

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
