import type { z } from '@hono/zod-openapi';
import { createFeature, editFeature, getFeature, listFeatures, type RateInput } from '../../../contract/index.js';
import { parseAmount } from '../../../ledger/values/amount.js';
import type { HttpDeps } from '../../context.js';
import { sent } from '../../mounting/edits.js';
import { requestKey } from '../../mounting/idempotency.js';
import { type App, mount } from '../../mounting/mount.js';
import { notFound } from '../../mounting/rejection.js';
import { featureView } from '../../../views/catalog/catalog.js';
import { catalogPage } from './lists.js';
import { changeCatalog } from './writes.js';

export function mountFeatures(app: App, deps: HttpDeps): void {
  const { store } = deps;

  mount(app, deps, createFeature, async ({ body, caller, author, idempotencyKey }) => {
    const { id, name, unit, meter, defaultRates } = body;
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
      defaultRates: ratesOf(defaultRates),
    };
    const key = requestKey(caller, 'features', idempotencyKey, body);
    const { record, headers } = await changeCatalog(
      deps,
      'feature',
      { kind: 'feature.create', feature },
      { author, key },
    );
    return { status: 201, data: featureView(record.feature), headers };
  });

  mount(app, deps, editFeature, async ({ params: { id }, body, author }) => {
    const { name, unit, defaultRates } = body;
    const edit = sent({ name, unit, defaultRates: defaultRates === undefined ? undefined : ratesOf(defaultRates) });
    const { record } = await changeCatalog(deps, 'feature', { kind: 'feature.edit', id, edit }, { author, key: null });
    return { status: 200, data: featureView(record.feature) };
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

const ratesOf = (rates: readonly z.output<typeof RateInput>[] | null | undefined) =>
  (rates ?? []).map(({ creditTypeId, credits, units }) => ({
    creditTypeId,
    credits: parseAmount(credits),
    units: parseAmount(units),
  }));
