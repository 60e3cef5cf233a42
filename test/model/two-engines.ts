import { join } from 'node:path';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import type { CatalogChange } from '../../server/store/ports/catalog.js';
import type { Store } from '../../server/store/ports/store.js';
import { type Export, exportDatabase, exportFile } from '../store/export.js';
import { openStore as openPostgres } from '../store/postgres-database.js';
import { newFolder, openStore as openSqlite } from '../store/sqlite-file.js';
import { AUTHOR, putCustomer } from '../support/commands.js';
import { newDatabase } from '../support/postgres.js';
import { beginningMs, catalogWhere, customers } from './world.js';

export type Engine = {
  readonly store: Store;
  export(customerIds: readonly string[]): Promise<Export>;
  close(): Promise<void>;
};

export async function sqliteEngine(): Promise<Engine> {
  const folder = newFolder();
  const path = join(folder.path, 'ledger.db');
  const store = await openSqlite(path);
  return {
    store,
    export: (customerIds) => exportFile(path, customerIds),
    async close() {
      await store.close();
      folder.remove();
    },
  };
}

export async function postgresEngine(): Promise<Engine> {
  const database = await newDatabase();
  const store = await openPostgres(database.url);
  return {
    store,
    export: (customerIds) => exportDatabase(database, customerIds),
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

export async function furnish(store: Store): Promise<void> {
  const { creditTypes, features, plans } = catalogWhere(false);
  const change = changing(store);
  for (const creditType of creditTypes.values()) await change({ kind: 'creditType.create', creditType });
  for (const feature of features.values()) await change({ kind: 'feature.create', feature });
  for (const [planId, versions] of plans) {
    for (const [index, plan] of versions.entries()) {
      await change({ kind: index === 0 ? 'plan.create' : 'plan.draft', plan });
      if (plan.publishedAtMs !== null) await change({ kind: 'plan.publish', planId });
    }
  }
}

export async function publish(store: Store): Promise<void> {
  const { creditTypes, plans, archivedPlans } = catalogWhere(true);
  const change = changing(store);
  for (const [planId, versions] of catalogWhere(false).plans) {
    const isDraft = versions.at(-1)?.publishedAtMs === null;
    const isPublished = plans.get(planId)?.at(-1)?.publishedAtMs !== null;
    if (isDraft && isPublished) await change({ kind: 'plan.publish', planId });
  }
  for (const planId of archivedPlans.keys()) await change({ kind: 'plan.archive', planId });
  for (const { id, archivedAtMs } of creditTypes.values()) {
    if (archivedAtMs !== null) await change({ kind: 'creditType.archive', id });
  }
}

const changing = (store: Store) => async (given: CatalogChange) => {
  const outcome = await store.changeCatalog(given, null, AUTHOR, 0);
  if (outcome.status !== 'done') throw new Error(`${given.kind}: ${JSON.stringify(outcome)}`);
};

/** Histories share the stores. Each has its own copies of the model's customers, under different ids. */
export class Cast {
  readonly ids: readonly string[];
  readonly #suffix: string;

  constructor(history: number) {
    this.#suffix = `.${history}`;
    this.ids = customers.map((id) => this.#named(id));
  }

  async enter(store: Store): Promise<void> {
    for (const id of this.ids) await putCustomer(store, id, beginningMs);
  }
  given(command: Command): Command {
    const customerId = this.#named(command.customerId);
    const own = <T extends { readonly customerId: string }>(ref: T): T => ({ ...ref, customerId });
    switch (command.kind) {
      case 'event':
      case 'subscribe':
      case 'plan.change':
      case 'cancel':
        return { ...command, customerId };
      case 'grant':
      case 'grant.void':
      case 'grant.pay':
      case 'grant.fail':
      case 'grant.edit':
      case 'adjust':
        return { ...command, customerId, account: own(command.account) };
      case 'touch':
        return { ...command, customerId, accounts: command.accounts.map(own) };
    }
  }
  #named(id: string): string {
    return id + this.#suffix;
  }
}

/** Sends deferred commands again until none is left. Returns every outcome of every round. */
export async function sendAll(store: Store, commands: readonly Command[], nowMs: number): Promise<Outcome[]> {
  const all: Outcome[] = [];
  let waiting = commands;
  while (waiting.length > 0) {
    const { outcomes } = await store.transact(waiting, nowMs);
    all.push(...outcomes);
    waiting = waiting.filter((_, index) => outcomes[index]?.status === 'deferred');
  }
  return all;
}
