import { createFeature, getFeature, listFeatures } from '../../contract/index.js';
import { parseAmount } from '../../ledger/amount.js';
import type { HttpDeps } from '../deps.js';
import { requestKey } from '../idempotency.js';
import { type App, mount } from '../mount.js';
import { catalogDone, notFound, REPLAYED } from '../problems.js';
import { featureView } from '../views/catalog.js';
import { catalogPage, wrongRecord } from './catalog-lists.js';

export function mountFeatures(app: App, deps: HttpDeps): void {
  const { store, engine } = deps;

  mount(app, deps, createFeature, async ({ body, caller, author, idempotencyKey }) => {
    const { id, name, unit, meter, defaultRates = [] } = body;
    const feature = {
      id,
      name,
      unit,
      meter: {
        eventName: meter.eventName,
        filters: meter.filters ?? {},
        aggregation: meter.aggregation,
        property: meter.property ?? null,
      },
      defaultRates: defaultRates.map(({ creditTypeId, credits, units }) => ({
        creditTypeId,
        credits: parseAmount(credits),
        units: parseAmount(units),
      })),
    };
    const key = requestKey(caller, 'features', idempotencyKey, body);
    const change = { kind: 'feature.create' as const, feature };
    const { record, duplicate } = catalogDone(await store.changeCatalog(change, key, author, engine.clock.nowMs()));
    if (record.kind !== 'feature') throw wrongRecord(record.kind);
    return { status: 201, data: featureView(record.feature), headers: duplicate ? REPLAYED : {} };
  });

  mount(app, deps, listFeatures, async ({ query }) => {
    const page = catalogPage((await store.catalog()).features, query);
    return { status: 200, data: { ...page, data: page.data.map(featureView) } };
  });

  mount(app, deps, getFeature, async ({ params }) => {
    const feature = (await store.catalog()).features.get(params.id);
    if (!feature) throw notFound('feature', params.id);
    return { status: 200, data: featureView(feature) };
  });
}
