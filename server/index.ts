/**
 * Drawdown as a library. `createApp` opens the ledger and returns a Hono application to mount or to serve. `listen` serves
 * it with the limits of the `drawdown` command.
 */
export { createApp, type Drawdown } from './compose/app.js';
export { listen, type Listening, type ListenOptions } from './compose/listen.js';
export { stopOnSignal } from './compose/signals.js';
export type { AppOptions, PostgresDatabase } from './compose/options.js';
export type { TokenSecret } from './access/customer-tokens.js';
export type * from './contract/index.js';
