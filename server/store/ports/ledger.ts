import type { Command } from '../../ledger/batch/registry.js';
import type { Outcome } from '../../ledger/commands/result.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';

export interface Ledger {
  /**
   * Locks the customers named, loads what the commands need, decides, writes and commits durably. Returns one outcome
   * per command, in order, and the accounts whose committed state changed.
   *
   * @throws StoreUnavailable, after which the commands may be sent again. After any other error nothing was written
   */
  transact(commands: readonly Command[], nowMs: Ms): Promise<TransactionResult>;
  /**
   * The answer that `transact` would give to this command alone. It reads the committed state, waits for no writer,
   * takes no lock and writes nothing.
   */
  simulate(command: Command, nowMs: Ms): Promise<Outcome>;
  /** Accounts with changes due at or before `beforeMs`, soonest first. */
  due(beforeMs: Ms, limit: number, customerId?: string): Promise<readonly DueAccount[]>;
}

export type TransactionResult = { readonly outcomes: readonly Outcome[]; readonly changed: readonly AccountRef[] };
export type DueAccount = { readonly account: AccountRef; readonly dueAtMs: Ms };
