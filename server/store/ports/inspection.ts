import type { AccountRef } from '../../ledger/values/refs.js';

/** What a look at some accounts found. */
export type Inspected = {
  /** How many were held against the invariants. */
  readonly accounts: number;
  /** How many were passed over because they have more entries than one look takes: those are the doctor's. */
  readonly tooLong: number;
  /** A sentence for all that does not add up. */
  readonly findings: readonly string[];
  /** The last one seen, after which the next look goes on; null: there are none after it. */
  readonly next: AccountRef | null;
};
