import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideCatalog } from '../../server/ledger/catalog/decide.js';
import type { CatalogChange, CatalogRecord } from '../../server/ledger/catalog/change.js';
import { plansInUseOf } from '../../server/ledger/catalog/plans.js';
import type { Catalog, CreditType, Feature, PlanVersion, Product } from '../../server/ledger/catalog/catalog.js';
import { assembleCatalog } from '../../server/store/common/ports/catalog.js';
import { runs } from '../support/histories.js';

const one = 1_000_000n;
const unit = { singular: 'one', plural: 'many' };
const id = fc.constantFrom('a', 'b', 'c');
const rate = fc.oneof(
  { weight: 7, arbitrary: fc.constant({ credits: one, units: one }) },
  { weight: 1, arbitrary: fc.constant({ credits: 1n, units: 2n * one }) },
);

const plan = fc.record({
  planId: id,
  productId: fc.constantFrom(null, null, 'default', 'a'),
  creditTypeId: id,
  consumption: fc.tuple(id, rate).map((pair) => new Map([pair])),
  ...{ name: id, type: fc.constant('paid' as const), billingModel: fc.constant('prepaid' as const) },
  ...{ limit: fc.constant('hard' as const), overdraftLimit: fc.constant(null) },
});
const defaultRates = fc.array(fc.tuple(id, rate), { maxLength: 2 }).map((rates) => {
  return [...new Map(rates)].map(([creditTypeId, each]) => ({ creditTypeId, ...each }));
});
const meter = { eventName: 'e', filters: {}, aggregation: 'count', property: null } as const;

const change: fc.Arbitrary<CatalogChange> = fc.oneof(
  id.map((name) => ({
    kind: 'creditType.create' as const,
    creditType: { ...{ id: name, name, unit, description: null }, symbol: null, metadata: {} },
  })),
  fc.record({ kind: fc.constantFrom('creditType.archive', 'creditType.unarchive'), id }),
  fc.record({ kind: fc.constant('creditType.edit'), id, edit: fc.record({ name: id }) }),
  fc.tuple(fc.constantFrom(...'abcdefghij'), defaultRates).map(([name, rates]) => ({
    kind: 'feature.create' as const,
    feature: { id: name, name, unit, meter, defaultRates: rates },
  })),
  fc.record({ kind: fc.constant('feature.edit'), id, edit: fc.record({ defaultRates }) }),
  id.map((name) => ({
    kind: 'product.create' as const,
    product: { id: name, name, description: null, metadata: {} },
  })),
  fc.record({ kind: fc.constantFrom('plan.create', 'plan.draft'), plan }),
  fc.record({ kind: fc.constantFrom('plan.publish', 'plan.publish', 'plan.archive', 'plan.unarchive'), planId: id }),
);

const beginning: readonly CatalogChange[] = ['a', 'b'].flatMap((name): CatalogChange[] => [
  {
    kind: 'creditType.create',
    creditType: { ...{ id: name, name, unit, description: null }, symbol: null, metadata: {} },
  },
  { kind: 'feature.create', feature: { id: name, name, unit, meter, defaultRates: [] } },
]);

class Rows {
  readonly creditTypes = new Map<string, CreditType>();
  readonly features = new Map<string, Feature>();
  readonly products = new Map<string, Product>();
  readonly plans = new Map<string, PlanVersion>();
  readonly archivedPlans = new Map<string, number>();

  catalog(): Catalog {
    const plans = [...this.plans].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, version]) => version);
    const { archivedPlans } = this;
    return assembleCatalog(1, {
      ...{ creditTypes: [...this.creditTypes.values()], features: [...this.features.values()] },
      ...{ products: [...this.products.values()], plans, archivedPlans },
    });
  }

  write(given: CatalogChange, record: CatalogRecord): void {
    if (record.kind === 'creditType') this.creditTypes.set(record.creditType.id, record.creditType);
    else if (record.kind === 'feature') this.features.set(record.feature.id, record.feature);
    else if (record.kind === 'product') this.products.set(record.product.id, record.product);
    else if (given.kind === 'plan.archive') this.archivedPlans.set(record.plan.planId, record.archivedAtMs ?? NaN);
    else if (given.kind === 'plan.unarchive') this.archivedPlans.delete(record.plan.planId);
    else this.writePlan(record.plan);
  }

  private writePlan(version: PlanVersion): void {
    const key = `${version.planId}/${version.version}`;
    if (this.plans.get(key)?.publishedAtMs != null) throw new Error(`${key} is published and would change`);
    this.plans.set(key, version);
  }
}

function* faults(catalog: Catalog): Generator<string> {
  for (const { id: creditTypeId, archivedAtMs } of catalog.creditTypes.values()) {
    if (archivedAtMs !== null && plansInUseOf(creditTypeId, catalog).length > 0) yield `${creditTypeId} is archived`;
  }
  const slots = [...catalog.features.values()].map(({ colorSlot }) => colorSlot);
  const uses = [1, 2, 3, 4, 5, 6].map((slot) => slots.filter((one) => one === slot).length);
  if (Math.max(...uses) - Math.min(...uses) > 1) yield `colours are used unevenly: ${uses.join()}`;
  for (const feature of catalog.features.values()) {
    for (const { creditTypeId } of feature.defaultRates) {
      if (!catalog.creditTypes.has(creditTypeId)) yield `feature ${feature.id} is priced in nothing`;
    }
  }
  for (const [planId, versions] of catalog.plans) {
    for (const [place, version] of versions.entries()) {
      if (version.version !== place + 1) yield `${planId} misses version ${place + 1}`;
      if (version.publishedAtMs === null && place < versions.length - 1) yield `${planId} has an old draft`;
      if (!catalog.products.has(version.productId)) yield `${planId} is of no product`;
      if (!catalog.creditTypes.has(version.creditTypeId)) yield `${planId} burns nothing`;
      const featureId = [...version.consumption.keys()].find((each) => !catalog.features.has(each));
      if (featureId !== undefined) yield `${planId} prices nothing`;
    }
  }
  for (const planId of catalog.archivedPlans.keys()) if (!catalog.plans.has(planId)) yield `${planId} is archived`;
}

test('any changes in any order keep the catalog consistent', () => {
  const seen = new Set<string>();
  const property = fc.property(fc.array(change, { minLength: 20, maxLength: 80 }), (changes) => {
    const rows = new Rows();
    for (const [nowMs, given] of [...beginning, ...changes].entries()) {
      const before = rows.catalog();
      const decision = decideCatalog(given, before, nowMs);
      seen.add('refusal' in decision ? decision.refusal.code : given.kind);
      if ('refusal' in decision) continue;
      rows.write(given, decision.record);
      for (const [featureId, { colorSlot }] of before.features) {
        expect(rows.features.get(featureId)?.colorSlot).toBe(colorSlot);
      }
      expect([...faults(rows.catalog())]).toEqual([]);
      // Repeating a change has no further effect, unless it creates or publishes something.
      const isNew = /\.(create|publish)$/.test(given.kind);
      const again = decideCatalog(given, rows.catalog(), nowMs + 1);
      if (isNew) expect(again).toHaveProperty('refusal');
      else if (given.kind !== 'plan.draft') expect(again).toEqual(decision);
    }
  });
  fc.assert(property, runs({ short: 300, deep: 5_000 }));
  // The property must have met every change and refusal, or it would prove nothing.
  const met = ['creditType.archive', 'plan.publish', 'plan.archive', 'plan.unarchive', 'feature.edit'];
  const refused = ['credit_type_in_use', 'credit_type_archived', 'plan_archived', 'no_draft', 'rate_too_small'];
  expect([...met, ...refused].filter((what) => !seen.has(what))).toEqual([]);
});
