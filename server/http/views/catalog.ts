import type { CreditType as CreditTypeView, Feature as FeatureView, Plan as PlanView } from '../../contract/index.js';
import { formatAmount } from '../../ledger/amount.js';
import type { CreditType, Feature, PlanVersion } from '../../ledger/protocol.js';
import { instant, instantOrNull, rateView } from './scalars.js';

export const creditTypeView = ({ createdAtMs, metadata, ...creditType }: CreditType): CreditTypeView => ({
  ...creditType,
  metadata: { ...metadata },
  createdAt: instant(createdAtMs),
});

export const featureView = ({ id, name, unit, meter, defaultRates, createdAtMs }: Feature): FeatureView => ({
  id,
  name,
  unit,
  meter: { ...meter, filters: { ...meter.filters } },
  defaultRates: defaultRates.map((rate) => ({ creditTypeId: rate.creditTypeId, ...rateView(rate) })),
  createdAt: instant(createdAtMs),
});

export const planView = (plan: PlanVersion, publishedVersion: number | null): PlanView => ({
  id: plan.planId,
  version: plan.version,
  status: plan.publishedAtMs === null ? 'draft' : 'published',
  publishedVersion,
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
