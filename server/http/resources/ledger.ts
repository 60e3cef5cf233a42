import type { z } from '@hono/zod-openapi';
import { listCustomerEntries, listEntries } from '../../contract/index.js';
import type { Entry } from '../../ledger/protocol.js';
import { type Page, pageOf, sequenceCursor } from '../cursors.js';
import type { HttpDeps } from '../deps.js';
import { type App, mount } from '../mount.js';
import { customerEntryView, entryView } from '../views/entry.js';
import { requireCreditType } from './catalog-lists.js';
import { requireCustomer } from './customers.js';

type EntryFilters = z.output<NonNullable<typeof listEntries.request>['query']>;

export function mountLedger(app: App, deps: HttpDeps): void {
  const { store, apiKeys } = deps;

  mount(app, deps, listEntries, async ({ params, query }) => {
    await requireCustomer(store, params.id);
    const page = await entryPage(deps, params.id, query);
    return { status: 200, data: { ...page, data: await Promise.all(page.data.map((row) => entryView(row, apiKeys))) } };
  });

  mount(app, deps, listCustomerEntries, async ({ query, caller }) => {
    const page = await entryPage(deps, caller.customerId, query);
    return { status: 200, data: { ...page, data: page.data.map(customerEntryView) } };
  });
}

/** Entries of one pool. What time has made due is written before, so that nothing is missing at the end. */
async function entryPage(deps: HttpDeps, customerId: string, query: EntryFilters): Promise<Page<Entry>> {
  const { store, engine } = deps;
  const { creditTypeId, resourceId = '', limit } = query;
  const afterSeq = sequenceCursor.read(query.cursor)?.sequence ?? null;
  requireCreditType(await store.catalog(), creditTypeId);
  await engine.settle(customerId);
  const rows = await store.entries({
    account: { customerId, creditTypeId, resourceId },
    type: query.type ?? null,
    fromMs: query.from ?? null,
    toMs: query.to ?? null,
    order: query.order ?? 'desc',
    afterSeq,
    limit: limit + 1,
  });
  return pageOf(rows, limit, ({ seq }) => sequenceCursor.write({ sequence: seq }));
}
