import type { AccountRef } from '../ledger/values/refs.js';
import type { Store } from '../store/ports/store.js';

/** Takes about 50 ms of one core, outside the main thread. */
const ENTRIES_A_LOOK = 5_000;

export type InspectionState = {
  /** A repeated inspection of an account counts again. */
  readonly accounts: number;
  /** Number of findings in the present and the previous round through all accounts. */
  readonly findings: number;
};

export type Inspection = {
  look(): Promise<void>;
  state(): InspectionState | null;
};

/**
 * Checks the invariants of the ledger while it is in use, a few accounts at a time, in endless rounds.
 *
 * @param share position of the first account, from 0 to less than 1. Random, so that servers that restart often still
 *   inspect all accounts
 * @param onFinding receives a sentence for each inconsistency
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
