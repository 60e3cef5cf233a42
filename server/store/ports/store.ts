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
 * The port to durable storage, one file a part. Adapters (`sqlite/`, `postgres/`) look alike file by file and pass one
 * contract suite. No callback crosses the port: commands go in, outcomes come out. Reads are answered from what is committed and never wait for writers.
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
  /** true if other instances may write to the store as well: poll `versions` to find their changes. */
  readonly isShared: boolean;
  /** Resolves when everything is flushed and every connection closed. */
  close(): Promise<void>;
}

export type StoreMethods = Omit<Store, 'isShared' | 'close'>;
