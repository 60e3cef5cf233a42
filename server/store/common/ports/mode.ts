import { OtherMode, type StoreMode } from '../../ports/mode.js';

const WHAT: Readonly<Record<StoreMode, string>> = { live: 'a live ledger', sandbox: 'a sandbox' };
const HOW: Readonly<Record<StoreMode, string>> = {
  live: 'start the server without DRAWDOWN_SANDBOX',
  sandbox: 'start the server with DRAWDOWN_SANDBOX=1',
};

export function requireMode(remembered: StoreMode | null, asked: StoreMode): void {
  if (remembered === asked || remembered === null) return;
  throw new OtherMode(
    `the database is ${WHAT[remembered]} and this server was started as ${WHAT[asked]}: ` +
      `name another database in DATABASE_URL, or ${HOW[remembered]}`,
  );
}
