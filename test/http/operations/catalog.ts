import { FEATURE, PLAN } from '../../support/sandbox.js';
import type { Step } from './operation.js';

const unit = { singular: 'image', plural: 'images' };
const { id: _id, ...terms } = PLAN;

export const CATALOG: readonly Step[] = [
  {
    operationId: 'createCreditType',
    path: '/v1/credit-types',
    body: { id: 'image-credits', name: 'Image credits', unit, symbol: '▣', metadata: { team: 'studio' } },
    status: 201,
  },
  { operationId: 'listCreditTypes', path: '/v1/credit-types?limit=2' },
  { operationId: 'getCreditType', path: '/v1/credit-types/image-credits' },
  {
    operationId: 'createFeature',
    path: '/v1/features',
    body: {
      ...{ id: 'images', name: 'Images', unit },
      meter: { eventName: 'image.made', filters: { size: 'large' }, aggregation: 'count' },
      defaultRates: [{ creditTypeId: 'image-credits', credits: '5', units: '1' }],
    },
    status: 201,
  },
  { operationId: 'listFeatures', path: '/v1/features?limit=2' },
  { operationId: 'getFeature', path: `/v1/features/${FEATURE.id}` },
  { operationId: 'createPlan', path: '/v1/plans', body: PLAN, status: 201 },
  { operationId: 'draftPlan', path: '/v1/plans/pro/draft', body: { ...terms, name: 'Pro', limit: 'soft' } },
  { operationId: 'publishPlan', path: '/v1/plans/pro/publish' },
  { operationId: 'listPlans', path: '/v1/plans' },
  { operationId: 'getPlan', path: '/v1/plans/pro?version=1' },
];
