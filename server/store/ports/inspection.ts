import type { AccountRef } from '../../ledger/values/refs.js';

export type InspectionResult = {
  readonly accounts: number;
  /** Accounts with more entries than one inspection may read. Only the doctor checks them. */
  readonly tooLong: number;
  readonly findings: readonly string[];
  /** The account after which the next inspection continues; `null` if no account follows. */
  readonly next: AccountRef | null;
};

export interface Inspection {
  /**
   * Checks accounts against the invariants of the ledger and their hash chains, in the order of their keys, up to
   * `mostEntries` entries in total. It may take long, and delays no other read.
   *
   * @param from the account after which to begin, or a share of all of them, from 0 to less than 1
   */
  inspect(from: AccountRef | number, mostEntries: number): Promise<InspectionResult>;
  isEmpty(): Promise<boolean>;
  /** Proves that the store answers. `true` if it has the migrations of this version and no others. */
  schemaIsCurrent(): Promise<boolean>;
}
