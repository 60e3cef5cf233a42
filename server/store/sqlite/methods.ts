import type { StoreMethods } from '../ports/store.js';
import type { Sync } from '../ports/sync.js';
import { access } from './access.js';
import { balances } from './balances.js';
import { catalog, prepareCatalog } from './catalog.js';
import { customers } from './customers.js';
import type { Connection } from './driver/connection.js';
import { entries } from './entries.js';
import { events } from './events.js';
import { grants } from './grants.js';
import { inspection } from './inspection.js';
import { leases } from './leases.js';
import { ledger } from './ledger.js';
import { subscriptions } from './subscriptions.js';
import { usage } from './usage.js';

export type Methods = Sync<StoreMethods>;

/** `common/methods.ts` says which methods run on which connection. */
export function prepareMethods(connection: Connection): Methods {
  const readCatalog = prepareCatalog(connection);
  return {
    ...ledger(connection, readCatalog),
    ...catalog(connection, readCatalog),
    ...customers(connection),
    ...balances(connection),
    ...entries(connection),
    ...events(connection),
    ...usage(connection),
    ...grants(connection),
    ...subscriptions(connection),
    ...access(connection),
    ...leases(connection),
    ...inspection(connection),
  };
}
