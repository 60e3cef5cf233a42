import type pg from 'pg';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { Outcome } from '../../../ledger/commands/result.js';
import type { TransactionResult } from '../../ports/ledger.js';
import { isNothing } from '../../common/transaction/writing.js';
import { CommitUnknown, type Connection, inTransaction } from '../driver/connection.js';
import type { ReadCatalog } from '../ports/catalog.js';
import { decide } from './decide.js';
import { withRetries } from '../driver/retry.js';
import { write } from './write.js';

/** Locks, loads, decides, writes and commits. The rows of the customers are the locks. */
export function prepareTransact(pool: pg.Pool, catalog: ReadCatalog) {
  return async function transact(commands: readonly Command[], nowMs: Ms): Promise<TransactionResult> {
    /** Accounts changed by attempts whose commit was not answered. The changes may be committed. */
    const unsure: AccountRef[] = [];
    let isUnsure = false;
    return withRetries(async () => {
      let changed: readonly AccountRef[] = [];
      try {
        const { outcomes } = await inTransaction(
          pool,
          async (connection) => {
            const decided = await run(connection, catalog, commands, nowMs);
            changed = decided.changed;
            return decided;
          },
          ({ wrote }) => wrote,
        );
        if (!isUnsure) return { outcomes, changed };
        return {
          outcomes: outcomes.map((outcome, index) => asFirst(outcome, commands[index])),
          changed: [...unsure, ...changed],
        };
      } catch (error) {
        if (error instanceof CommitUnknown) {
          isUnsure = true;
          unsure.push(...changed);
        }
        throw error;
      }
    });
  };
}

/**
 * After an unanswered commit, the batch runs again. Its first statement waits until the lost transaction has ended, and
 * then finds the keys. A key that the same command used leads to its own first answer, not to a duplicate.
 */
function asFirst(outcome: Outcome, command: Command | undefined): Outcome {
  if (!('duplicate' in outcome) || outcome.commandId !== command?.id) return outcome;
  return { ...outcome, duplicate: false };
}

async function run(connection: Connection, catalog: ReadCatalog, commands: readonly Command[], nowMs: Ms) {
  const { decision, loaded } = await decide(connection, catalog, commands, nowMs, 'write');
  const { changes, outcomes } = decision;
  const wrote = !isNothing(changes);
  if (wrote) await write(connection, changes, loaded);
  return { outcomes, wrote, changed: changes.accounts.map((account) => account.ref) };
}
