import { decideBatch } from '../../../ledger/batch/decide.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { type Decided, Shortages } from '../../common/transaction/loading.js';
import type { Connection } from '../driver/connection.js';
import { prepareLoad } from './load.js';

/** Loads what a batch needs and decides it, within the transaction that is open; what is written, the caller says. */
export function prepareDecide(connection: Connection, catalog: () => Catalog) {
  const load = prepareLoad(connection);
  return function decide(commands: readonly Command[], nowMs: Ms): Decided {
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
