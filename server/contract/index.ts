/** The wire: every schema, route and problem of the HTTP contract. The OpenAPI document is made from these. */
export * from './access.js';
export * from './audit-log.js';
export * from './balances.js';
export * from './credit-types.js';
export * from './customers.js';
export * from './events.js';
export * from './features.js';
export * from './grants.js';
export * from './ledger.js';
export * from './plans.js';
export * from './problems.js';
export * from './route.js';
export * from './scalars.js';
export * from './stream.js';
export * from './subscriptions.js';
export * from './test-clock.js';
export * from './usage.js';
