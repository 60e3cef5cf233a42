/** The pure core: amounts, burn order, pricing, time and decisions. No clock, no randomness, no input or output. */
export { accountKey, blankAccount } from './account.js';
export { advance } from './advance.js';
export { decideBatch } from './batch.js';
export { compareBurnOrder } from './burn-order.js';
export { figures } from './figures.js';
export { needs } from './needs.js';
export type * from './protocol.js';
