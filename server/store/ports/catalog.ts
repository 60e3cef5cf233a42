import type { Catalog } from '../../ledger/catalog/catalog.js';
import type { CatalogChange, CatalogRecord, CatalogRefusal } from '../../ledger/catalog/change.js';
import type { Author, Ms } from '../../ledger/values/refs.js';

/** The idempotency key of a write that belongs to no customer: scoped to the API key and the operation. */
export type RequestKey = {
  readonly apiKeyId: string;
  readonly operation: string;
  readonly value: string;
  readonly fingerprint: string;
};

export type { CatalogChange, CatalogRecord, CatalogRefusal, PlanTerms } from '../../ledger/catalog/change.js';

export type CatalogOutcome =
  | { readonly status: 'done'; readonly duplicate: boolean; readonly record: CatalogRecord }
  | ({ readonly status: 'refused' } & CatalogRefusal);

export interface CatalogStore {
  changeCatalog(change: CatalogChange, key: RequestKey | null, author: Author, nowMs: Ms): Promise<CatalogOutcome>;
  pruneRequestKeys(beforeMs: Ms): Promise<void>;
  /** The committed catalog. It is cached by revision, so it is cheap to call for every request. */
  catalog(): Promise<Catalog>;
}
