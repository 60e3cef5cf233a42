import type { Command } from '../../ledger/batch/registry.js';
import type { Outcome } from '../../ledger/commands/result.js';
import type { AccountRef, Ms } from '../../ledger/values/refs.js';

export interface Ledger {
  /**
   * Locks the customers named, loads what the commands need, decides, writes and commits durably. One outcome per
   * command, in order. `changed` names the accounts whose committed state moved.
   *
   * @throws StoreUnavailable when nothing could be written; any other error is unexpected and also wrote nothing.
   */
  transact(commands: readonly Command[], nowMs: Ms): Promise<Transacted>;
  /**
   * The answer that `transact` would give to this command alone, decided on the committed state. Waits for no writer,
   * takes no lock and writes nothing.
   */
  simulate(command: Command, nowMs: Ms): Promise<Outcome>;
  /** Accounts (of one customer, or of all) for which something is due at or before `beforeMs`, soonest first. */
  due(beforeMs: Ms, limit: number, customerId?: string): Promise<readonly DueAccount[]>;
}

export type Transacted = { readonly outcomes: readonly Outcome[]; readonly changed: readonly AccountRef[] };
export type DueAccount = { readonly account: AccountRef; readonly dueAtMs: Ms };
