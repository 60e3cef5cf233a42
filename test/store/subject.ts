import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { Store } from '../../server/store/ports/store.js';
import type { Export } from './export.js';

export type Place = {
  open(): Promise<Store>;
  /** The head of an account's hash chain, read past the store. */
  headOf(account: AccountRef): Promise<Buffer>;
  addToBalance(account: AccountRef, amount: bigint): Promise<void>;
  /** All rows of these customers, read past the store. */
  export(customerIds: readonly string[]): Promise<Export>;
  destroy(): Promise<void>;
};

export type Subject = {
  readonly store: Store;
  readonly place: Place;
  reopen(): Promise<void>;
};
