import { steadyMs } from '../../../engine/engine.js';
import type { Author } from '../../../ledger/values/refs.js';
import type { CatalogChange, CatalogOutcome, CatalogRecord, RequestKey } from '../../../store/ports/catalog.js';
import type { HostCaller } from '../../../access/api-keys.js';
import type { HttpDeps } from '../../context.js';
import { Rejection, REPLAYED } from '../../mounting/rejection.js';
import { refusedAs } from '../../../views/shared/refusal.js';

type RecordOf<K extends CatalogRecord['kind']> = Extract<CatalogRecord, { kind: K }>;
type Written<K extends CatalogRecord['kind']> = {
  readonly record: RecordOf<K>;
  readonly headers: Readonly<Record<string, string>>;
};

/** Who asks for a change, and with which key; null for what says the same however often it is sent. */
export type Asked = { readonly author: Author; readonly key: RequestKey | null };

/** A request that names what it changes in its path, and says no more than its route does. */
export type StepCall = {
  readonly params: { readonly id: string };
  readonly caller: HostCaller;
  readonly author: Author;
  readonly idempotencyKey: string;
};

/**
 * Makes one change to the catalog.
 *
 * @param kind of the record that the change makes
 * @throws Rejection when a rule refused it; ClockJumped, StoreUnavailable: nothing was done
 */
export async function changeCatalog<K extends CatalogRecord['kind']>(
  deps: HttpDeps,
  kind: K,
  change: CatalogChange,
  asked: Asked,
): Promise<Written<K>> {
  return catalogDone(kind, await sendChange(deps, change, asked));
}

/** The same, for who has something to do about a refusal. */
export function sendChange(
  { store, engine }: HttpDeps,
  change: CatalogChange,
  { key, author }: Asked,
): Promise<CatalogOutcome> {
  return store.changeCatalog(change, key, author, steadyMs(engine.clock));
}

/** The outcome of a catalog change that was done. @throws Rejection when a rule refused it. */
export function catalogDone<K extends CatalogRecord['kind']>(kind: K, outcome: CatalogOutcome): Written<K> {
  if (outcome.status === 'refused') {
    const { code, detail, planIds } = outcome;
    throw new Rejection(refusedAs(code), detail, planIds ? { planIds } : {});
  }
  const { record, duplicate } = outcome;
  if (!isOf(kind, record)) throw new Error(`a change of a ${kind} was answered with a ${record.kind}`);
  return { record, headers: duplicate ? REPLAYED : {} };
}

const isOf = <K extends CatalogRecord['kind']>(kind: K, record: CatalogRecord): record is RecordOf<K> =>
  record.kind === kind;
