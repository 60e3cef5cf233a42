import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { wallClock } from '../../dist/server/time/wall-clock.js';
import type { Engine } from '../../dist/server/engine/engine.js';
import { startEngine } from '../../dist/server/engine/group-commit.js';
import { openPostgresStore } from '../../dist/server/store/postgres/store.js';
import { seed } from './ledger.js';

export type Databases = {
  /** Creates an empty database, or a copy of `template`. The template must have no open connections. */
  create(template?: string): Promise<string>;
  drop(url: string): Promise<void>;
};

export function databasesOf(serverUrl: string): Databases {
  const nameOf = (url: string) => new URL(url).pathname.slice(1);
  return {
    async create(template) {
      const name = `drawdown_bench_${randomBytes(6).toString('hex')}`;
      await once(serverUrl, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${nameOf(template)}`}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return url.href;
    },
    drop: (url) => once(serverUrl, `DROP DATABASE ${nameOf(url)} WITH (FORCE)`),
  };
}

export async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

export async function withEngine<T>(
  url: string,
  { isSeeded }: { readonly isSeeded: boolean },
  task: (engine: Engine) => Promise<T>,
): Promise<T> {
  const store = await openPostgresStore({ url, onWarning: () => undefined });
  const engine = startEngine({ store, clock: wallClock() });
  try {
    if (!isSeeded) await seed(store, engine);
    return await task(engine);
  } finally {
    await engine.drain();
    await store.close();
  }
}
