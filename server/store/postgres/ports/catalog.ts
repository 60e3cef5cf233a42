import { and, eq, lt } from 'drizzle-orm';
import { decideCatalog } from '../../../ledger/catalog/decide.js';
import type { CatalogChange, CatalogRecord } from '../../../ledger/catalog/change.js';
import type { Author, Ms } from '../../../ledger/values/refs.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import {
  assembleCatalog,
  decodeCreditType,
  decodeFeature,
  decodePlan,
  decodeProduct,
  encodeCreditType,
  encodeFeature,
  encodePlan,
  encodeProduct,
  encodeRecord,
} from '../../common/ports/catalog.js';
import { auditRow, catalogTarget } from '../../common/ports/audit.js';
import { keyHash } from '../../common/transaction/chain.js';
import { answeredBefore } from '../../common/ports/request-keys.js';
import type { CatalogOutcome, CatalogStore, RequestKey } from '../../ports/catalog.js';
import { addAudit } from '../rows/audit.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { archivedPlans, creditTypes, features, planVersions, products, requestKeys } from '../schema.js';

export type ReadCatalog = (connection: Connection) => Promise<Catalog>;

type Part = {
  readonly kind: 'head' | 'creditType' | 'feature' | 'product' | 'plan' | 'archived';
  readonly id: string;
  /** The revision of the head, or the time at which a plan was archived. */
  readonly number: string;
  readonly definition: string;
};

/** One statement, so that all parts have one revision. */
const WHOLE = `SELECT * FROM (
    SELECT 'head' AS kind, '' AS id, 0::bigint AS version, revision AS number, '' AS definition FROM catalog_head
  UNION ALL SELECT 'creditType', id, 0, 0, definition FROM credit_types
  UNION ALL SELECT 'feature', id, 0, 0, definition FROM features
  UNION ALL SELECT 'product', id, 0, 0, definition FROM products
  UNION ALL SELECT 'plan', plan_id, version, 0, definition FROM plan_versions
  UNION ALL SELECT 'archived', plan_id, 0, archived_at_ms, '' FROM archived_plans) AS parts
  ORDER BY kind, id COLLATE "C", version`;

export function prepareCatalog(): ReadCatalog {
  let cached: Catalog | null = null;
  return async ({ client }) => {
    const { rows } = await client.query<{ revision: string }>('SELECT revision FROM catalog_head');
    if (cached?.revision === Number(rows[0]?.revision)) return cached;
    cached = assemble((await client.query<Part>(WHOLE)).rows);
    return cached;
  };
}

function assemble(parts: readonly Part[]): Catalog {
  const of = (kind: Part['kind']) => parts.filter((part) => part.kind === kind);
  const definitions = (kind: Part['kind']) => of(kind).map((part) => part.definition);
  return assembleCatalog(Number(of('head')[0]?.number), {
    creditTypes: definitions('creditType').map(decodeCreditType),
    features: definitions('feature').map(decodeFeature),
    products: definitions('product').map(decodeProduct),
    plans: definitions('plan').map(decodePlan),
    archivedPlans: new Map(of('archived').map(({ id, number }) => [id, Number(number)])),
  });
}

export const catalog = (readCatalog: ReadCatalog): OnConnection<CatalogStore> => ({
  catalog: readCatalog,
  changeCatalog: (on, ...change) => changeCatalog(on, readCatalog, ...change),
  pruneRequestKeys,
});

async function changeCatalog(
  connection: Connection,
  catalog: ReadCatalog,
  change: CatalogChange,
  key: RequestKey | null,
  author: Author,
  nowMs: Ms,
): Promise<CatalogOutcome> {
  // The row of the head is the lock of the whole catalog.
  await connection.client.query('SELECT revision FROM catalog_head FOR UPDATE');
  const before = key && answeredBefore(await findKey(connection, key), key);
  if (before) return before;
  const decision = decideCatalog(change, await catalog(connection), nowMs);
  if ('refusal' in decision) return { status: 'refused', ...decision.refusal };
  await writeRecord(connection, change, decision.record);
  await connection.client.query('UPDATE catalog_head SET revision = revision + 1');
  if (key) await useKey(connection, key, encodeRecord(decision.record), nowMs);
  const audited = { action: change.kind, customerId: null, target: catalogTarget(decision.record) };
  await addAudit(connection, auditRow(author, audited, nowMs));
  return { status: 'done', duplicate: false, record: decision.record };
}

async function writeRecord(connection: Connection, change: CatalogChange, record: CatalogRecord): Promise<void> {
  switch (record.kind) {
    case 'creditType':
      return put(connection, creditTypes, record.creditType, encodeCreditType(record.creditType));
    case 'feature':
      return put(connection, features, record.feature, encodeFeature(record.feature));
    case 'product':
      return put(connection, products, record.product, encodeProduct(record.product));
    case 'plan':
      // A published version never changes, so another table stores that its plan is archived.
      if (change.kind === 'plan.archive' || change.kind === 'plan.unarchive') return markPlan(connection, record);
      return putPlan(connection, record);
  }
}

type Table = typeof creditTypes | typeof features | typeof products;
type Item = { readonly id: string; readonly createdAtMs: Ms };
async function put({ db }: Connection, table: Table, { id, createdAtMs }: Item, definition: string): Promise<void> {
  const set = { definition };
  await db.insert(table).values({ id, definition, createdAtMs }).onConflictDoUpdate({ target: table.id, set });
}

type PlanRecord = Extract<CatalogRecord, { kind: 'plan' }>;
async function putPlan({ db }: Connection, { plan }: PlanRecord): Promise<void> {
  const { planId, version, createdAtMs, publishedAtMs } = plan;
  const row = { planId, version, definition: encodePlan(plan), createdAtMs, publishedAtMs };
  const target = [planVersions.planId, planVersions.version];
  await db.insert(planVersions).values(row).onConflictDoUpdate({ target, set: row });
}

async function markPlan({ db }: Connection, { plan: { planId }, archivedAtMs }: PlanRecord): Promise<void> {
  if (archivedAtMs === null) await db.delete(archivedPlans).where(eq(archivedPlans.planId, planId));
  else await db.insert(archivedPlans).values({ planId, archivedAtMs }).onConflictDoNothing();
}

export async function findKey({ db }: Connection, key: RequestKey) {
  const same = and(eq(requestKeys.apiKeyId, key.apiKeyId), eq(requestKeys.keyHash, keyHash(key)));
  const [row] = await db.select().from(requestKeys).where(same);
  return row;
}

/** @returns `false` if the key was used before */
export async function useKey({ db }: Connection, key: RequestKey, answer: string, atMs: Ms): Promise<boolean> {
  const { apiKeyId, fingerprint } = key;
  const row = { apiKeyId, keyHash: keyHash(key), fingerprint, answer, atMs };
  return (await db.insert(requestKeys).values(row).onConflictDoNothing().returning()).length > 0;
}

async function pruneRequestKeys({ db }: Connection, beforeMs: Ms): Promise<void> {
  await db.delete(requestKeys).where(lt(requestKeys.atMs, beforeMs));
}
