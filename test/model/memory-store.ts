import { type Account, accountKey, blankAccount } from '../../server/ledger/accounts/account.js';
import { advance } from '../../server/ledger/accounts/advance.js';
import { compareBurnOrder } from '../../server/ledger/grants/burn-order.js';
import { decideBatch } from '../../server/ledger/batch/decide.js';
import { type AccountFigures, figures } from '../../server/ledger/accounts/figures.js';
import { needs } from '../../server/ledger/batch/needs.js';
import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { Catalog } from '../../server/ledger/catalog/catalog.js';
import type { Changes } from '../../server/ledger/batch/changes.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { CustomerSnapshot, Needs, StoredResult } from '../../server/ledger/commands/snapshot.js';
import type { Entry } from '../../server/ledger/accounts/entry.js';
import type { Grant } from '../../server/ledger/grants/grant.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import type { Subscription } from '../../server/ledger/subscriptions/subscription.js';
import { decodeResult, encodeResult } from '../../server/store/common/answers.js';

/** An account at an instant, including entries that are due but not written. */
export type AccountView = { readonly account: Account; readonly grants: Grant[]; readonly entries: Entry[] };

type Key = { readonly operation: string; readonly value: string };
const keyOf = (customerId: string, key: Key) => JSON.stringify([customerId, key.operation, key.value]);

/**
 * The real ledger over Maps: it loads, decides and applies as the stores do. It loads at most `firstGrants` open
 * grants, so that decisions that need more must ask for more.
 */
export class MemoryStore {
  readonly accounts = new Map<string, Account>();
  readonly grants = new Map<string, Grant[]>();
  readonly entries = new Map<string, Entry[]>();
  readonly subscriptions: Subscription[] = [];
  readonly usage: Changes['usage'][number][] = [];
  shortLoads = 0;
  readonly #stored = new Map<string, StoredResult>();
  readonly #causes = new Set<string>();

  constructor(
    public catalog: Catalog,
    readonly customers: readonly string[],
    readonly firstGrants = 2,
    /** `false` loads every open grant up to the furthest due or named one, without gaps. */
    readonly leavesGaps = true,
  ) {}

  transact(commands: readonly Command[], nowMs: number): readonly Outcome[] {
    const limits = new Map<string, number>();
    for (;;) {
      // Cloned, as by a store that decides in a thread of its own.
      const sent = structuredClone(commands);
      const decision = structuredClone(decideBatch(sent, this.#load(sent, limits, nowMs), this.catalog, nowMs));
      if ('outcomes' in decision) {
        this.#apply(decision.changes);
        return decision.outcomes;
      }
      if (decision.short.length === 0) throw new Error('short of grants, but of no account');
      this.shortLoads += 1;
      for (const ref of decision.short) this.#loadMore(ref, limits);
    }
  }

  view(ref: AccountRef, nowMs: number): AccountView {
    const key = accountKey(ref);
    const moved = advance(this.#whole(ref, nowMs), nowMs);
    const changed = new Map(moved.grants.map((grant) => [grant.id, grant]));
    const grants = (this.grants.get(key) ?? []).map((grant) => changed.get(grant.id) ?? grant);
    return { account: moved.account, grants, entries: [...(this.entries.get(key) ?? []), ...moved.entries] };
  }

  figures(ref: AccountRef, nowMs: number): AccountFigures {
    return figures(this.#whole(ref, nowMs), nowMs);
  }

  #whole(ref: AccountRef, nowMs: number): Account {
    const all = this.grants.get(accountKey(ref)) ?? [];
    return this.#account(
      ref,
      Infinity,
      all.map((grant) => grant.id),
      nowMs,
    );
  }

  #loadMore(ref: AccountRef, limits: Map<string, number>): void {
    const key = accountKey(ref);
    const limit = limits.get(key) ?? this.firstGrants;
    if (limit >= (this.grants.get(key) ?? []).length) throw new Error(`short of grants, but all of ${key} are loaded`);
    limits.set(key, limit * 2);
  }

  #load(commands: readonly Command[], limits: ReadonlyMap<string, number>, nowMs: number) {
    const snapshots = new Map<string, CustomerSnapshot>();
    for (const customerId of new Set(commands.map((command) => command.customerId))) {
      const own = commands.filter((command) => command.customerId === customerId);
      const without = this.#customer(customerId, own);
      const wanted = own.map((command) => needs(command, without, this.catalog, nowMs));
      const prices = new Map(wanted.flatMap(({ priced }, place) => (priced ? [[own[place]?.id ?? '', priced]] : [])));
      snapshots.set(customerId, { ...without, prices, accounts: this.#accounts(wanted, limits, nowMs) });
    }
    return snapshots;
  }

  #customer(customerId: string, commands: readonly Command[]): CustomerSnapshot {
    const stored = new Map<string, StoredResult>();
    const causes = new Set<string>();
    for (const { id, key, cause } of commands) {
      const earlier = key === null ? undefined : this.#stored.get(keyOf(customerId, key));
      if (earlier !== undefined) stored.set(id, earlier);
      if (cause !== null && this.#causes.has(JSON.stringify([customerId, cause]))) causes.add(cause);
    }
    const subscriptions = this.subscriptions.filter((subscription) => subscription.customerId === customerId);
    const exists = this.customers.includes(customerId);
    return { customerId, exists, subscriptions, stored, prices: new Map(), causes, accounts: new Map() };
  }

  #accounts(wanted: readonly Needs[], limits: ReadonlyMap<string, number>, nowMs: number): Map<string, Account> {
    const loaded = new Map<string, Account>();
    const grants = wanted.flatMap((need) => need.grants);
    for (const ref of [...wanted.flatMap((need) => need.accounts), ...grants.map((named) => named.account)]) {
      const key = accountKey(ref);
      const named = grants.filter((grant) => accountKey(grant.account) === key).map((grant) => grant.grantId);
      loaded.set(key, this.#account(ref, limits.get(key) ?? this.firstGrants, named, nowMs));
    }
    return loaded;
  }

  /** The first open grants in burn order, all due grants and the named grants; protocol.ts describes this layout. */
  #account(ref: AccountRef, limit: number, named: readonly string[], nowMs: number): Account {
    const head = this.accounts.get(accountKey(ref)) ?? blankAccount(ref);
    const all = this.grants.get(accountKey(ref)) ?? [];
    const open = all.filter((grant) => grant.phase === 'active' && grant.remaining > 0n).sort(compareBurnOrder);
    const isDue = (grant: Grant) => grant.dueAtMs !== null && grant.dueAtMs <= nowMs;
    const isWanted = (grant: Grant) => isDue(grant) || named.includes(grant.id);
    const furthest = this.leavesGaps ? 0 : open.findLastIndex(isWanted) + 1;
    const leading = open.slice(0, Math.max(limit, furthest));
    const first = new Set(leading);
    const isLoaded = (grant: Grant) => first.has(grant) || isWanted(grant);
    const later = all.flatMap((grant) => (isLoaded(grant) || grant.dueAtMs === null ? [] : [grant.dueAtMs]));
    return {
      ...head,
      // Frozen, because the ledger must not change its input.
      grants: all
        .filter(isLoaded)
        .sort(compareBurnOrder)
        .map((grant) => Object.freeze(grant)),
      loadedUpTo: open.length > leading.length ? (leading.at(-1)?.id ?? null) : null,
      // The ledger needs this value only when something is due. `null` otherwise proves that nothing else uses it.
      laterDueMs: head.nextDueMs === null || head.nextDueMs > nowMs || later.length === 0 ? null : Math.min(...later),
    };
  }

  #apply(changes: Changes): void {
    for (const account of changes.accounts) {
      this.accounts.set(accountKey(account.ref), { ...account, grants: [], loadedUpTo: null, laterDueMs: null });
    }
    for (const grant of changes.newGrants) this.#grantsOf(grant).push(grant);
    for (const grant of [...changes.grants, ...changes.editedGrants]) {
      const grants = this.#grantsOf(grant);
      const place = grants.findIndex((known) => known.id === grant.id);
      if (place < 0) throw new Error(`grant ${grant.id} changed before it was made`);
      grants[place] = grant;
    }
    for (const entry of changes.entries) {
      const key = accountKey(entry.account);
      this.entries.set(key, [...(this.entries.get(key) ?? []), entry]);
    }
    for (const subscription of changes.subscriptions) {
      const place = this.subscriptions.findIndex(({ id }) => id === subscription.id);
      this.subscriptions.splice(place < 0 ? this.subscriptions.length : place, place < 0 ? 0 : 1, subscription);
    }
    this.usage.push(...changes.usage);
    for (const { command, result } of changes.commands) this.#keep(command, result);
  }

  #keep(command: Command, result: StoredResult['result']): void {
    if (command.key === null) throw new Error(`command ${command.id} has no key to use up`);
    const key = keyOf(command.customerId, command.key);
    if (this.#stored.has(key)) throw new Error(`the key of command ${command.id} is used already`);
    const kept = decodeResult(encodeResult(result));
    this.#stored.set(key, { commandId: command.id, fingerprint: command.key.fingerprint, result: kept });
    if (command.cause !== null && result.status === 'done') {
      this.#causes.add(JSON.stringify([command.customerId, command.cause]));
    }
  }

  #grantsOf(grant: Grant): Grant[] {
    const key = accountKey(grant.account);
    const grants = this.grants.get(key) ?? [];
    this.grants.set(key, grants);
    return grants;
  }
}
