import { decideBatch } from '../../../ledger/batch/decide.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { type DecidedBatch, Shortages } from '../../common/transaction/loading.js';
import type { Connection } from '../driver/connection.js';
import { prepareLoad } from './load.js';

/** Runs in the open transaction. The caller writes the decision. */
export function prepareDecide(connection: Connection, catalog: () => Catalog) {
  const load = prepareLoad(connection);
  return function decide(commands: readonly Command[], nowMs: Ms): DecidedBatch {
    const current = catalog();
    const customers = load.loadCustomers(commands);
    const shortages = new Shortages();
    for (;;) {
      const loaded = load.loadAccounts(commands, customers, current, nowMs, shortages);
      const decision = decideBatch(commands, loaded.customers, current, nowMs);
      if (!('short' in decision)) return { decision, loaded };
      shortages.note(decision.short);
    }
  };
}
