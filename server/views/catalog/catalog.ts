import type {
  CreditType as CreditTypeView,
  Feature as FeatureView,
  Plan as PlanView,
  Product as ProductView,
} from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { CreditType, Feature, Product } from '../../ledger/catalog/catalog.js';
import type { CatalogRecord } from '../../store/ports/catalog.js';
import { instant, instantOrNull, rateView } from '../shared/scalars.js';

export const creditTypeView = ({ createdAtMs, archivedAtMs, metadata, ...creditType }: CreditType): CreditTypeView => ({
  ...creditType,
  metadata: { ...metadata },
  createdAt: instant(createdAtMs),
  archivedAt: instantOrNull(archivedAtMs),
});

export const featureView = ({ id, name, unit, meter, defaultRates, colorSlot, createdAtMs }: Feature): FeatureView => ({
  id,
  name,
  unit,
  meter: { ...meter, filters: { ...meter.filters } },
  defaultRates: defaultRates.map((rate) => ({ creditTypeId: rate.creditTypeId, ...rateView(rate) })),
  colorSlot,
  createdAt: instant(createdAtMs),
});

export const productView = ({ createdAtMs, metadata, ...product }: Product): ProductView => ({
  ...product,
  metadata: { ...metadata },
  createdAt: instant(createdAtMs),
});

type PlanRecord = Omit<Extract<CatalogRecord, { kind: 'plan' }>, 'kind'>;

export const planView = ({ plan, publishedVersion, archivedAtMs }: PlanRecord): PlanView => ({
  id: plan.planId,
  version: plan.version,
  status: plan.publishedAtMs === null ? 'draft' : 'published',
  publishedVersion,
  archivedAt: instantOrNull(archivedAtMs),
  productId: plan.productId,
  name: plan.name,
  type: plan.type,
  billingModel: plan.billingModel,
  creditTypeId: plan.creditTypeId,
  consumption: [...plan.consumption].map(([featureId, rate]) => ({ featureId, ...rateView(rate) })),
  limit: plan.limit,
  overdraftLimit: plan.overdraftLimit === null ? null : formatAmount(plan.overdraftLimit),
  createdAt: instant(plan.createdAtMs),
  publishedAt: instantOrNull(plan.publishedAtMs),
});
