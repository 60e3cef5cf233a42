import { steadyMs } from '../../../engine/engine.js';
import type { Author } from '../../../ledger/values/refs.js';
import type { CatalogChange, CatalogOutcome, CatalogRecord, RequestKey } from '../../../store/ports/catalog.js';
import type { HostCaller } from '../../../access/api-keys.js';
import type { HttpDeps } from '../../context.js';
import { Rejection, REPLAYED } from '../../mounting/rejection.js';
import { refusedAs } from '../../../views/shared/refusal.js';

type RecordOf<K extends CatalogRecord['kind']> = Extract<CatalogRecord, { kind: K }>;
type WriteResult<K extends CatalogRecord['kind']> = {
  readonly record: RecordOf<K>;
  readonly headers: Readonly<Record<string, string>>;
};

/** `key` is `null` for requests that are idempotent by themselves. */
export type ChangeRequest = { readonly author: Author; readonly key: RequestKey | null };

export type StepCall = {
  readonly params: { readonly id: string };
  readonly caller: HostCaller;
  readonly author: Author;
  readonly idempotencyKey: string;
};

/**
 * @param kind the kind of the record that the change writes
 * @throws Rejection if a rule refused the change
 * @throws ClockJumped or StoreUnavailable if nothing was written
 */
export async function changeCatalog<K extends CatalogRecord['kind']>(
  deps: HttpDeps,
  kind: K,
  change: CatalogChange,
  asked: ChangeRequest,
): Promise<WriteResult<K>> {
  return catalogDone(kind, await sendChange(deps, change, asked));
}

export function sendChange(
  { store, engine }: HttpDeps,
  change: CatalogChange,
  { key, author }: ChangeRequest,
): Promise<CatalogOutcome> {
  return store.changeCatalog(change, key, author, steadyMs(engine.clock));
}

export function catalogDone<K extends CatalogRecord['kind']>(kind: K, outcome: CatalogOutcome): WriteResult<K> {
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
