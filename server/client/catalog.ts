import type * as wire from '../contract/index.js';
import { type ArchivedFilter, edit, type Input, list, type Page, type PageQuery, read, step, write } from './calls.js';
import type { CallOptions, Send } from './transport.js';

export const catalogCalls = (send: Send) => ({
  creditTypes: {
    create: write<Input<typeof wire.NewCreditType>, wire.CreditType>(send, '/v1/credit-types'),
    list: list<PageQuery & ArchivedFilter, wire.CreditType>(send, '/v1/credit-types'),
    get: read<wire.CreditType>(send, '/v1/credit-types'),
    update: edit<Input<typeof wire.CreditTypeEdit>, wire.CreditType>(send, '/v1/credit-types'),
    archive: step<wire.CreditType>(send, '/v1/credit-types', 'archive'),
    unarchive: step<wire.CreditType>(send, '/v1/credit-types', 'unarchive'),
  },
  features: {
    create: write<Input<typeof wire.NewFeature>, wire.Feature>(send, '/v1/features'),
    list: list<PageQuery, wire.Feature>(send, '/v1/features'),
    get: read<wire.Feature>(send, '/v1/features'),
    update: edit<Input<typeof wire.FeatureEdit>, wire.Feature>(send, '/v1/features'),
  },
  products: {
    create: write<Input<typeof wire.NewProduct>, wire.Product>(send, '/v1/products'),
    list: list<PageQuery, wire.Product>(send, '/v1/products'),
    get: read<wire.Product>(send, '/v1/products'),
    update: edit<Input<typeof wire.ProductEdit>, wire.Product>(send, '/v1/products'),
  },
  plans: {
    create: write<Input<typeof wire.NewPlan>, wire.Plan>(send, '/v1/plans'),
    /** Writes the next version of a plan, or replaces its draft. */
    draft: (id: string, body: Input<typeof wire.PlanDraft>, call: CallOptions = {}) =>
      send<wire.Plan>('PUT', `/v1/plans/${encodeURIComponent(id)}/draft`, { body, ...call }),
    publish: step<wire.Plan>(send, '/v1/plans', 'publish'),
    archive: step<wire.Plan>(send, '/v1/plans', 'archive'),
    unarchive: step<wire.Plan>(send, '/v1/plans', 'unarchive'),
    list: list<PageQuery & ArchivedFilter & { productId?: string }, wire.Plan>(send, '/v1/plans'),
    get: (id: string, query: { version?: number } = {}, call: CallOptions = {}) =>
      send<wire.Plan>('GET', `/v1/plans/${encodeURIComponent(id)}`, { query, ...call }),
    /** The plan's versions, newest first. */
    versions: (id: string, query: PageQuery = {}, call: CallOptions = {}) =>
      send<Page<wire.Plan>>('GET', `/v1/plans/${encodeURIComponent(id)}/versions`, { query, ...call }),
  },
});
