import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { Store } from '../../server/store/ports/store.js';
import type { Export } from './export.js';

/** A place for data of its own, which a store can be opened on again and again. */
export type Place = {
  open(): Promise<Store>;
  /** The head of an account's hash chain, read from what is stored and not through the store. */
  headOf(account: AccountRef): Promise<Buffer>;
  /** Makes the stored balance of an account wrong by this much, past the store. */
  addToBalance(account: AccountRef, amount: bigint): Promise<void>;
  /** Every row of these customers, read past the store. */
  export(customerIds: readonly string[]): Promise<Export>;
  destroy(): Promise<void>;
};

/** What the parts of the contract test against: the store as it is open now. */
export type Subject = {
  readonly store: Store;
  readonly place: Place;
  /** Closes the store and opens another one on the same place. */
  reopen(): Promise<void>;
};
