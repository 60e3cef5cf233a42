/** Drawdown as a library: `createApp` opens the ledger and gives a Hono application to mount or to serve. */
export { type AppOptions, createApp, type Drawdown, type PostgresDatabase } from './compose.js';
export type { TokenSecret } from './http/customer-tokens.js';
export type * from './contract/index.js';
