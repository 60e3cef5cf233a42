import { accountKey } from '../../server/ledger/accounts/account.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { DecidedCommand } from './lockstep.js';
import { MemoryStore } from './memory-store.js';
import { refs } from './resolve.js';
import { catalogWhere, customers } from './world.js';

export type Batches = readonly (readonly DecidedCommand[])[];

export function freshStore(firstGrants: number, leavesGaps = true): MemoryStore {
  return new MemoryStore(catalogWhere(false), customers, firstGrants, leavesGaps);
}

/** Returns one answer per command; a deferred command is sent again. */
export function replay(batches: Batches, store: MemoryStore): readonly unknown[] {
  return batches.flatMap((batch) => {
    const { nowMs, catalog } = batch[0] ?? { nowMs: 0, catalog: store.catalog };
    store.catalog = catalog;
    const send = (command: Command) => {
      const outcome = store.transact([command], nowMs)[0];
      if (outcome?.status === 'deferred') throw new Error(`${command.id} was deferred though it was alone`);
      return outcome;
    };
    const commands = batch.map(({ command }) => command);
    const outcomes = store.transact(commands, nowMs);
    return commands.map((command, place) => {
      const outcome = outcomes[place];
      return outcome?.status === 'deferred' ? send(command) : outcome;
    });
  });
}

export function exportOf(store: MemoryStore, nowMs: number, customerIds: readonly string[] = customers): unknown {
  return customerIds.flatMap(refs).map((ref) => {
    const { account, grants, entries } = store.view(ref, nowMs);
    // `nextDueMs` may be early, and the loaded grants are not all stored grants.
    const { nextDueMs: _due, grants: _loaded, loadedUpTo: _edge, laterDueMs: _later, ...head } = account;
    return { head, grants, entries, usage: usageOf(store, accountKey(ref)) };
  });
}

/** Sums by quarter hour, feature and user, as the stores do. */
function usageOf(store: MemoryStore, key: string): unknown {
  const sums = new Map<string, { amount: bigint; events: number }>();
  for (const row of store.usage.filter((each) => accountKey(each.account) === key)) {
    const bucket = `${row.quarterMs} ${row.featureId} ${row.userId}`;
    const before = sums.get(bucket) ?? { amount: 0n, events: 0 };
    sums.set(bucket, { amount: before.amount + row.amount, events: before.events + row.events });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Commands that may change the price of a customer's later usage. */
const REPRICING: ReadonlySet<Command['kind']> = new Set(['subscribe', 'plan.change', 'cancel']);

/**
 * Cuts a history at the given places, wherever time passes or the catalog changes, and after each change of a
 * subscription: an event in the same batch would be deferred, which would change the order.
 */
export function cut(history: readonly DecidedCommand[], isCut: (place: number) => boolean): Batches {
  const batches: DecidedCommand[][] = [];
  for (const [place, decided] of history.entries()) {
    const before = history[place - 1];
    const isSame = before?.nowMs === decided.nowMs && before.catalog === decided.catalog;
    if (!isSame || REPRICING.has(before.command.kind) || isCut(place)) batches.push([decided]);
    else batches.at(-1)?.push(decided);
  }
  return batches;
}
