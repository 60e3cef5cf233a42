import type { Access } from './access.js';
import type { Balances } from './balances.js';
import type { CatalogStore } from './catalog.js';
import type { Customers } from './customers.js';
import type { Entries } from './entries.js';
import type { Events } from './events.js';
import type { Grants } from './grants.js';
import type { Inspection } from './inspection.js';
import type { Leases } from './leases.js';
import type { Ledger } from './ledger.js';
import type { Subscriptions } from './subscriptions.js';
import type { Usage } from './usage.js';

/**
 * The port to durable storage. No callback crosses it: commands go in, outcomes come out. Reads see committed data and
 * never wait for writers. The adapters (`sqlite/`, `postgres/`) pass one contract suite.
 */
export interface Store
  extends
    Ledger,
    CatalogStore,
    Customers,
    Balances,
    Entries,
    Events,
    Usage,
    Grants,
    Subscriptions,
    Access,
    Leases,
    Inspection {
  /** `true` if other instances may write to the store as well. Poll `versions` to find their changes. */
  readonly isShared: boolean;
  close(): Promise<void>;
}

export type StoreMethods = Omit<Store, 'isShared' | 'close'>;
