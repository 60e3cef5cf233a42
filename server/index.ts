/** Drawdown as a library: `createApp` opens the ledger and gives a Hono application to mount or to serve. */
export { type AppOptions, createApp, type Drawdown, type PostgresDatabase } from './compose/app.js';
export type { TokenSecret } from './access/customer-tokens.js';
export type * from './contract/index.js';
