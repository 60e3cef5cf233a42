/** Drawdown as a library. `createApp` opens the ledger and returns a Hono application to mount or to serve. */
export { createApp, type Drawdown } from './compose/app.js';
export type { AppOptions, PostgresDatabase } from './compose/options.js';
export type { TokenSecret } from './access/customer-tokens.js';
export type * from './contract/index.js';
