import type { AccountRef } from '../ledger/values/refs.js';
import type { Store } from '../store/ports/store.js';

/** Some 50 ms of one core, off the thread that answers. */
const ENTRIES_A_LOOK = 5_000;

/** What the looks since the start of this server have come to. */
export type InspectionState = {
  /** Accounts held against the invariants, each as often as it was. */
  readonly accounts: number;
  /** What did not add up, in the rounds through all accounts that is under way and the one before it. */
  readonly findings: number;
};

export type Inspection = {
  /** Looks at some accounts, and goes on there the next time. */
  look(): Promise<void>;
  /** null: this server has not looked yet. */
  state(): InspectionState | null;
};

/**
 * Holds the ledger against its invariants while it is in use, a few accounts at a time, over and over.
 *
 * @param share of all accounts that lie before the first one, from 0 to less than 1: at random, so that servers which
 *   often start anew see them all
 * @param onFinding told in a sentence of everything that does not add up
 */
export function createInspection(store: Store, share: number, onFinding: (finding: string) => void): Inspection {
  let from: AccountRef | number = share;
  let accounts = 0;
  let inThisRound = 0;
  let inLastRound = 0;
  let hasLooked = false;
  return {
    async look() {
      const looked = await store.inspect(from, ENTRIES_A_LOOK);
      hasLooked = true;
      accounts += looked.accounts;
      inThisRound += looked.findings.length;
      looked.findings.forEach(onFinding);
      from = looked.next ?? 0;
      if (looked.next) return;
      inLastRound = inThisRound;
      inThisRound = 0;
    },
    state: () => (hasLooked ? { accounts, findings: inThisRound + inLastRound } : null),
  };
}
