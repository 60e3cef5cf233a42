import type { z } from '@hono/zod-openapi';
import { createCreditType, getCreditType, listCreditTypes, type NewCreditType } from '../../contract/index.js';
import type { Author, Catalog } from '../../ledger/protocol.js';
import type { CatalogOutcome, RequestKey } from '../../store/store.js';
import type { HttpDeps } from '../deps.js';
import { newId, slug } from '../ids.js';
import { requestKey } from '../idempotency.js';
import { type App, mount } from '../mount.js';
import { catalogDone, REPLAYED } from '../problems.js';
import { creditTypeView } from '../views/catalog.js';
import { catalogPage, requireCreditType, wrongRecord } from './catalog-lists.js';

type Terms = z.output<typeof NewCreditType>;

/** How often a generated id may lose against another request that took it just now. */
const MOST_ATTEMPTS = 20;

export function mountCreditTypes(app: App, deps: HttpDeps): void {
  const { store } = deps;

  mount(app, deps, createCreditType, async ({ body, caller, author, idempotencyKey }) => {
    const key = requestKey(caller, 'credit-types', idempotencyKey, body);
    const { record, duplicate } = catalogDone(await create(deps, body, key, author));
    if (record.kind !== 'creditType') throw wrongRecord(record.kind);
    return { status: 201, data: creditTypeView(record.creditType), headers: duplicate ? REPLAYED : {} };
  });

  mount(app, deps, listCreditTypes, async ({ query }) => {
    const page = catalogPage((await store.catalog()).creditTypes, query);
    return { status: 200, data: { ...page, data: page.data.map(creditTypeView) } };
  });

  mount(app, deps, getCreditType, async ({ params }) => ({
    status: 200,
    data: creditTypeView(requireCreditType(await store.catalog(), params.id)),
  }));
}

async function create(
  { store, engine }: HttpDeps,
  terms: Terms,
  key: RequestKey,
  author: Author,
): Promise<CatalogOutcome> {
  const attempt = (id: string) =>
    store.changeCatalog(
      {
        kind: 'creditType.create',
        creditType: {
          id,
          name: terms.name,
          description: terms.description ?? null,
          unit: terms.unit,
          symbol: terms.symbol ?? null,
          metadata: terms.metadata ?? {},
        },
      },
      key,
      author,
      engine.clock.nowMs(),
    );
  if (terms.id !== undefined) return attempt(terms.id);
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt(freeId(terms.name, await store.catalog()));
    const isTaken = outcome.status === 'refused' && outcome.code === 'already_exists';
    if (!isTaken || attempts === MOST_ATTEMPTS) return outcome;
  }
}

/** `ai-tokens`, or `ai-tokens-2` where that is taken, and so on. */
function freeId(name: string, { creditTypes }: Catalog): string {
  const base = slug(name);
  if (base === null) return newId('ct');
  let id = base;
  for (let number = 2; creditTypes.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
