import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeid } from 'typeid-js';
import { wallClock } from '../../dist/server/time/wall-clock.js';
import type { Engine } from '../../dist/server/engine/engine.js';
import { startEngine } from '../../dist/server/engine/group-commit.js';
import type { Command } from '../../dist/server/ledger/batch/registry.js';
import { openSqliteStore } from '../../dist/server/store/sqlite/store.js';
import type { Store } from '../../dist/server/store/ports/store.js';
import { AUTHOR, grant, MAX_AGE_MS } from '../support/commands.js';

export const CUSTOMERS = 20;
const ONE = 1_000_000n;
const customerId = (index: number) => `customer-${index % CUSTOMERS}`;

/** The commands are made before the measurement, so that their cost does not count as the ledger's. */
export function eventCommands(count: number): Command[] {
  return Array.from({ length: count }, (_, index) => {
    const id = typeid('evt').toString();
    return {
      kind: 'event',
      id,
      customerId: customerId(index),
      key: { operation: 'events', value: `key-${id}`, fingerprint: '0123456789abcdef0123456789abcdef' },
      cause: null,
      ...AUTHOR,
      usage: { featureId: 'chat', quantity: ONE },
      atMs: null,
      userId: `user-${index % 7}`,
      resourceId: '',
      enforce: false,
      maxAgeMs: MAX_AGE_MS,
    };
  });
}

export async function withLedger<T>(task: (ledger: { engine: Engine; store: Store; file: string }) => Promise<T>) {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const file = join(folder, 'bench.db');
  const store = await openSqliteStore({ path: file, onLost: (error) => console.error(error) });
  const engine = startEngine({ store, clock: wallClock() });
  try {
    await seed(store, engine);
    return await task({ engine, store, file });
  } finally {
    await engine.drain();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

export async function seed(store: Store, engine: Engine): Promise<void> {
  const nowMs = Date.now();
  const unit = { singular: 'credit', plural: 'credits' };
  const creditType = { id: 'tokens', name: 'Tokens', description: null, unit, symbol: null, metadata: {} };
  await store.changeCatalog({ kind: 'creditType.create', creditType }, null, AUTHOR, nowMs);
  const meter = { eventName: 'chat', filters: {}, aggregation: 'count', property: null } as const;
  const defaultRates = [{ creditTypeId: 'tokens', credits: ONE, units: ONE }];
  const feature = { id: 'chat', name: 'Chat', unit, meter, defaultRates };
  await store.changeCatalog({ kind: 'feature.create', feature }, null, AUTHOR, nowMs);
  for (let index = 0; index < CUSTOMERS; index += 1) {
    const id = customerId(index);
    const profile = { id, name: null, email: null, timeZone: 'UTC', locale: null, metadata: {} };
    await store.putCustomer(profile, AUTHOR, nowMs);
    const account = { customerId: id, creditTypeId: 'tokens', resourceId: '' };
    await engine.submit(grant(1_000_000_000, { account, source: 'purchase' }));
  }
}
