import type { StoreMethods } from '../ports/store.js';
import type { Sync } from '../ports/sync.js';
import { access } from './ports/access.js';
import { balances } from './ports/balances.js';
import { catalog, prepareCatalog } from './ports/catalog.js';
import { customers } from './ports/customers.js';
import type { Connection } from './driver/connection.js';
import { entries } from './ports/entries.js';
import { events } from './ports/events.js';
import { grants } from './ports/grants.js';
import { inspection } from './ports/inspection.js';
import { leases } from './ports/leases.js';
import { ledger } from './ports/ledger.js';
import { subscriptions } from './ports/subscriptions.js';
import { usage } from './ports/usage.js';

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
