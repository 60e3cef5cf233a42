import type { z } from '@hono/zod-openapi';
import {
  archiveCreditType,
  createCreditType,
  editCreditType,
  getCreditType,
  listCreditTypes,
  type NewCreditType,
  unarchiveCreditType,
} from '../../../contract/index.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { CatalogChange, CatalogOutcome } from '../../../store/ports/catalog.js';
import type { HttpDeps } from '../../context.js';
import { sent } from '../../mounting/edits.js';
import { newId } from '../../../engine/ids.js';
import { slug } from './slug.js';
import { requestKey } from '../../mounting/idempotency.js';
import { type App, mount } from '../../mounting/mount.js';
import { creditTypeView } from '../../../views/catalog/catalog.js';
import { catalogPage, isAsked, requireCreditType } from './lists.js';
import { type ChangeRequest, catalogDone, changeCatalog, sendChange, type StepCall } from './writes.js';

type Terms = z.output<typeof NewCreditType>;

/** A concurrent request can take a generated id, so creation is attempted again. */
const MOST_ATTEMPTS = 20;

export function mountCreditTypes(app: App, deps: HttpDeps): void {
  mountCreditTypeWrites(app, deps);
  const { store } = deps;

  mount(app, deps, listCreditTypes, async ({ query }) => {
    const { creditTypes } = await store.catalog();
    const page = catalogPage(creditTypes, query, ({ archivedAtMs }) => isAsked(archivedAtMs, query.archived));
    return { status: 200, data: { ...page, data: page.data.map(creditTypeView) } };
  });

  mount(app, deps, getCreditType, async ({ params }) => ({
    status: 200,
    data: creditTypeView(requireCreditType(await store.catalog(), params.id)),
  }));
}

function mountCreditTypeWrites(app: App, deps: HttpDeps): void {
  const change = async (wanted: CatalogChange, asked: ChangeRequest) => {
    const { record, headers } = await changeCatalog(deps, 'creditType', wanted, asked);
    return { status: 200 as const, data: creditTypeView(record.creditType), headers };
  };

  mount(app, deps, createCreditType, async ({ body, caller, author, idempotencyKey }) => {
    const key = requestKey(caller, 'credit-types', idempotencyKey, body);
    const { record, headers } = catalogDone('creditType', await create(deps, body, { author, key }));
    return { status: 201, data: creditTypeView(record.creditType), headers };
  });

  mount(app, deps, editCreditType, ({ params: { id }, body, author }) => {
    const metadata = body.metadata === null ? {} : body.metadata;
    return change({ kind: 'creditType.edit', id, edit: sent({ ...body, metadata }) }, { author, key: null });
  });

  const step = (name: 'archive' | 'unarchive', call: StepCall) => {
    const { id } = call.params;
    const key = requestKey(call.caller, `credit-types.${name}`, call.idempotencyKey, { id });
    return change({ kind: `creditType.${name}`, id }, { author: call.author, key });
  };
  mount(app, deps, archiveCreditType, (call) => step('archive', call));
  mount(app, deps, unarchiveCreditType, (call) => step('unarchive', call));
}

async function create(deps: HttpDeps, terms: Terms, asked: ChangeRequest): Promise<CatalogOutcome> {
  const attempt = (id: string) =>
    sendChange(
      deps,
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
      asked,
    );
  if (terms.id !== undefined) return attempt(terms.id);
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt(freeId(terms.name, await deps.store.catalog()));
    const isTaken = outcome.status === 'refused' && outcome.code === 'already_exists';
    if (!isTaken || attempts === MOST_ATTEMPTS) return outcome;
  }
}

function freeId(name: string, { creditTypes }: Catalog): string {
  const base = slug(name);
  if (base === null) return newId('ct');
  let id = base;
  for (let number = 2; creditTypes.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
