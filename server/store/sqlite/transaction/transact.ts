import type { Command } from '../../../ledger/batch/registry.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { isNothing } from '../../common/transaction/writing.js';
import type { TransactionResult } from '../../ports/ledger.js';
import type { prepareDecide } from './decide.js';
import type { Connection } from '../driver/connection.js';
import { prepareWrite } from './write.js';

export function prepareTransact(connection: Connection, decide: ReturnType<typeof prepareDecide>) {
  const { driver } = connection;
  const write = prepareWrite(connection);

  /** Locks, loads, decides, writes and commits. The file is the lock. */
  return function transact(commands: readonly Command[], nowMs: Ms): TransactionResult {
    driver.exec('BEGIN IMMEDIATE');
    try {
      const { decision, loaded } = decide(commands, nowMs);
      const { changes, outcomes } = decision;
      if (isNothing(changes)) {
        driver.exec('ROLLBACK');
      } else {
        write(changes, loaded);
        driver.exec('COMMIT');
      }
      return { outcomes, changed: changes.accounts.map((account) => account.ref) };
    } catch (error) {
      if (driver.inTransaction) driver.exec('ROLLBACK');
      throw error;
    }
  };
}
