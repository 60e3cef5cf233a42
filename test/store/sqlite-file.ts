import Database from 'better-sqlite3';
import { asc } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../server/ledger/accounts/entry.js';
import { entryOf } from '../../server/store/common/rows.js';
import { accounts, entries, grants } from '../../server/store/sqlite/schema.js';
import { openSqliteStore } from '../../server/store/sqlite/store.js';
import type { Store } from '../../server/store/ports/store.js';
import { auditTables } from './audit.js';

export function newFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'drawdown-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

const unexpectedLoss = (error: Error): void => {
  throw error;
};

export const openStore = (path: string, onLost = unexpectedLoss): Promise<Store> => openSqliteStore({ path, onLost });

export type Audit = {
  readonly violations: readonly string[];
  readonly entries: readonly Entry[];
};

/** Checks every account in a file against the invariants and its hash chain, without the store that wrote it. */
export function auditFile(path: string): Audit {
  const driver = new Database(path);
  try {
    driver.defaultSafeIntegers(true);
    const db = drizzle(driver);
    const integrity = driver.pragma('integrity_check', { simple: true });
    const violations = integrity === 'ok' ? [] : [String(integrity)];
    const tables = {
      accounts: db.select().from(accounts).all(),
      grants: db.select().from(grants).all(),
      entries: db
        .select()
        .from(entries)
        .orderBy(asc(entries.customerId), asc(entries.creditTypeId), asc(entries.resourceId), asc(entries.seq))
        .all(),
    };
    violations.push(...auditTables(tables));
    return { violations, entries: tables.entries.map(entryOf) };
  } finally {
    driver.close();
  }
}
