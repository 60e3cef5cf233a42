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
  { operationId: 'editCreditType', path: '/v1/credit-types/image-credits', body: { description: 'For large images' } },
  { operationId: 'archiveCreditType', path: '/v1/credit-types/image-credits/archive' },
  { operationId: 'unarchiveCreditType', path: '/v1/credit-types/image-credits/unarchive' },
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
  { operationId: 'editFeature', path: '/v1/features/images', body: { name: 'Large images' } },
  {
    operationId: 'createProduct',
    path: '/v1/products',
    body: { id: 'studio', name: 'Studio', description: 'Everything for one team' },
    status: 201,
  },
  { operationId: 'listProducts', path: '/v1/products' },
  { operationId: 'getProduct', path: '/v1/products/studio' },
  { operationId: 'editProduct', path: '/v1/products/studio', body: { name: 'Studio for teams' } },
  { operationId: 'createPlan', path: '/v1/plans', body: PLAN, status: 201 },
  { operationId: 'draftPlan', path: '/v1/plans/pro/draft', body: { ...terms, name: 'Pro', limit: 'soft' } },
  { operationId: 'publishPlan', path: '/v1/plans/pro/publish' },
  { operationId: 'listPlans', path: '/v1/plans' },
  { operationId: 'getPlan', path: '/v1/plans/pro?version=1' },
  { operationId: 'listPlanVersions', path: '/v1/plans/pro/versions' },
  { operationId: 'archivePlan', path: '/v1/plans/pro/archive' },
  { operationId: 'unarchivePlan', path: '/v1/plans/pro/unarchive' },
];
