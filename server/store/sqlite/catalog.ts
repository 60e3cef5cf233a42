import { and, asc, eq, sql } from 'drizzle-orm';
import { type CatalogChange, type CatalogRecord, decideCatalog } from '../../ledger/catalog.js';
import type { Author, Catalog, Ms } from '../../ledger/protocol.js';
import {
  assembleCatalog,
  decodeCreditType,
  decodeFeature,
  decodePlan,
  encodeCreditType,
  encodeFeature,
  encodePlan,
  encodeRecord,
} from '../catalog-codec.js';
import { auditRow, catalogTarget } from '../audit.js';
import { keyHash } from '../digest.js';
import { answeredBefore } from '../request-keys.js';
import type { CatalogOutcome, RequestKey } from '../store.js';
import type { Connection } from './connection.js';
import { auditLog, catalogHead, creditTypes, features, planVersions, requestKeys } from './schema.js';

/** Reads the catalog, whole, and again only when its revision has moved. */
export function prepareCatalog({ db }: Connection): () => Catalog {
  const head = db.select({ revision: catalogHead.revision }).from(catalogHead).prepare();
  let cached: Catalog | null = null;
  return () => {
    const revision = head.get()?.revision ?? 0;
    if (cached?.revision !== revision) cached = load(revision);
    return cached;
  };

  function load(revision: number): Catalog {
    return assembleCatalog(
      revision,
      db
        .select()
        .from(creditTypes)
        .orderBy(asc(creditTypes.id))
        .all()
        .map((row) => decodeCreditType(row.definition)),
      db
        .select()
        .from(features)
        .orderBy(asc(features.id))
        .all()
        .map((row) => decodeFeature(row.definition)),
      db
        .select()
        .from(planVersions)
        .orderBy(asc(planVersions.planId), asc(planVersions.version))
        .all()
        .map((row) => decodePlan(row.definition)),
    );
  }
}

/** Decides and writes one change of the catalog, with the key that asked for it, in one transaction. */
export function prepareCatalogChanges(connection: Connection, catalog: () => Catalog) {
  const { db, driver } = connection;
  const keys = prepareRequestKeys(connection);
  type Change = [change: CatalogChange, key: RequestKey | null, author: Author, nowMs: Ms];
  const run = driver.transaction((...[change, key, author, nowMs]: Change): CatalogOutcome => {
    const before = key && answeredBefore(keys.find(key), key);
    if (before) return before;
    const decision = decideCatalog(change, catalog(), nowMs);
    if ('refusal' in decision) return { status: 'refused', ...decision.refusal };
    writeRecord(decision.record);
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
  return (...change: Change): CatalogOutcome => run.immediate(...change);

  function writeRecord(record: CatalogRecord): void {
    if (record.kind === 'creditType') {
      const { id, createdAtMs } = record.creditType;
      db.insert(creditTypes)
        .values({ id, definition: encodeCreditType(record.creditType), createdAtMs })
        .run();
    } else if (record.kind === 'feature') {
      const { id, createdAtMs } = record.feature;
      db.insert(features)
        .values({ id, definition: encodeFeature(record.feature), createdAtMs })
        .run();
    } else {
      const { planId, version, createdAtMs, publishedAtMs } = record.plan;
      const row = { planId, version, definition: encodePlan(record.plan), createdAtMs, publishedAtMs };
      db.insert(planVersions)
        .values(row)
        .onConflictDoUpdate({ target: [planVersions.planId, planVersions.version], set: row })
        .run();
    }
  }
}

/** The idempotency of writes that belong to no customer. */
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
  };
}
