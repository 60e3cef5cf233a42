import { decideBatch } from '../../../ledger/batch/decide.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { type DecidedBatch, Shortages } from '../../common/transaction/loading.js';
import type { ReadCatalog } from '../ports/catalog.js';
import { type Connection, together } from '../driver/connection.js';
import { type Intent, loadAccounts, loadCustomers } from './load.js';

/** Runs in the open transaction. The caller writes the decision. */
export async function decide(
  connection: Connection,
  catalog: ReadCatalog,
  commands: readonly Command[],
  nowMs: Ms,
  intent: Intent,
): Promise<DecidedBatch> {
  const [customers, current] = await together([loadCustomers(connection, commands, intent), catalog(connection)]);
  const shortages = new Shortages();
  for (;;) {
    const loaded = await loadAccounts(connection, commands, customers, current, nowMs, shortages);
    const decision = decideBatch(commands, loaded.customers, current, nowMs);
    if (!('short' in decision)) return { decision, loaded };
    shortages.note(decision.short);
  }
}
