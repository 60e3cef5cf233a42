import { and, asc, eq, lt, sql } from 'drizzle-orm';
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
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import {
  archivedPlans,
  auditLog,
  catalogHead,
  creditTypes,
  features,
  planVersions,
  products,
  requestKeys,
} from '../schema.js';

export function prepareCatalog({ db }: Connection): () => Catalog {
  const head = db.select({ revision: catalogHead.revision }).from(catalogHead).prepare();
  let cached: Catalog | null = null;
  return () => {
    const revision = head.get()?.revision ?? 0;
    if (cached?.revision !== revision) cached = load(revision);
    return cached;
  };

  function load(revision: number): Catalog {
    const definitions = (table: typeof creditTypes | typeof features | typeof products) =>
      db
        .select({ definition: table.definition })
        .from(table)
        .orderBy(asc(table.id))
        .all()
        .map((row) => row.definition);
    const plans = db
      .select({ definition: planVersions.definition })
      .from(planVersions)
      .orderBy(asc(planVersions.planId), asc(planVersions.version))
      .all();
    const archived = db.select().from(archivedPlans).all();
    return assembleCatalog(revision, {
      creditTypes: definitions(creditTypes).map(decodeCreditType),
      features: definitions(features).map(decodeFeature),
      products: definitions(products).map(decodeProduct),
      plans: plans.map((row) => decodePlan(row.definition)),
      archivedPlans: new Map(archived.map(({ planId, archivedAtMs }) => [planId, archivedAtMs])),
    });
  }
}

export function catalog(connection: Connection, readCatalog: () => Catalog): Sync<CatalogStore> {
  const { db, driver } = connection;
  const keys = prepareRequestKeys(connection);
  type Change = [change: CatalogChange, key: RequestKey | null, author: Author, nowMs: Ms];
  const run = driver.transaction((...[change, key, author, nowMs]: Change): CatalogOutcome => {
    const before = key && answeredBefore(keys.find(key), key);
    if (before) return before;
    const decision = decideCatalog(change, readCatalog(), nowMs);
    if ('refusal' in decision) return { status: 'refused', ...decision.refusal };
    writeRecord(change, decision.record);
    db.update(catalogHead)
      .set({ revision: sql`revision + 1` })
      .run();
    if (key) keys.use(key, encodeRecord(decision.record), nowMs);
    const audited = { action: change.kind, customerId: null, target: catalogTarget(decision.record) };
    db.insert(auditLog)
      .values(auditRow(author, audited, nowMs))
      .run();
    return { status: 'done', duplicate: false, record: decision.record };
  });
  return { catalog: readCatalog, changeCatalog: run.immediate, pruneRequestKeys: keys.prune };

  function writeRecord(change: CatalogChange, record: CatalogRecord): void {
    switch (record.kind) {
      case 'creditType':
        return put(creditTypes, record.creditType, encodeCreditType(record.creditType));
      case 'feature':
        return put(features, record.feature, encodeFeature(record.feature));
      case 'product':
        return put(products, record.product, encodeProduct(record.product));
      case 'plan':
        // A published version never changes, so another table stores that its plan is archived.
        if (change.kind === 'plan.archive' || change.kind === 'plan.unarchive') return markPlan(record);
        return putPlan(record);
    }
  }

  type Item = { readonly id: string; readonly createdAtMs: Ms };
  function put(table: typeof creditTypes | typeof features | typeof products, item: Item, definition: string): void {
    const { id, createdAtMs } = item;
    db.insert(table)
      .values({ id, definition, createdAtMs })
      .onConflictDoUpdate({ target: table.id, set: { definition } })
      .run();
  }

  function putPlan({ plan }: PlanRecord): void {
    const { planId, version, createdAtMs, publishedAtMs } = plan;
    const row = { planId, version, definition: encodePlan(plan), createdAtMs, publishedAtMs };
    db.insert(planVersions)
      .values(row)
      .onConflictDoUpdate({ target: [planVersions.planId, planVersions.version], set: row })
      .run();
  }

  function markPlan({ plan: { planId }, archivedAtMs }: PlanRecord): void {
    if (archivedAtMs === null) db.delete(archivedPlans).where(eq(archivedPlans.planId, planId)).run();
    else db.insert(archivedPlans).values({ planId, archivedAtMs }).onConflictDoNothing().run();
  }
}

type PlanRecord = Extract<CatalogRecord, { kind: 'plan' }>;

export function prepareRequestKeys({ db }: Connection) {
  return {
    find: (key: RequestKey) =>
      db
        .select()
        .from(requestKeys)
        .where(and(eq(requestKeys.apiKeyId, key.apiKeyId), eq(requestKeys.keyHash, keyHash(key))))
        .get(),
    use(key: RequestKey, answer: string, atMs: Ms): void {
      const { apiKeyId, fingerprint } = key;
      db.insert(requestKeys)
        .values({ apiKeyId, keyHash: keyHash(key), fingerprint, answer, atMs })
        .run();
    },
    prune(beforeMs: Ms): void {
      db.delete(requestKeys).where(lt(requestKeys.atMs, beforeMs)).run();
    },
  };
}
