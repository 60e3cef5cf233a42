import { type Account, accountKey } from '../../../ledger/accounts/account.js';
import { needs } from '../../../ledger/batch/needs.js';
import type { AccountRef, Ms } from '../../../ledger/values/refs.js';
import type { BatchDecision } from '../../../ledger/batch/changes.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { CustomerSnapshot } from '../../../ledger/commands/snapshot.js';
import type { Outcome } from '../../../ledger/commands/result.js';
import type { Pricing } from '../../../ledger/usage/pricing.js';
import type { AccountRow } from '../rows.js';

/** Open grants to load at first. The number is multiplied by `GROWTH` each time a decision needs more. */
const FIRST_GRANTS = 8;
const GROWTH = 16;

export type Snapshot = {
  readonly customers: ReadonlyMap<string, CustomerSnapshot>;
  /** Existing accounts, by account key. */
  readonly rows: ReadonlyMap<string, AccountRow>;
};

export type DecidedBatch = {
  readonly decision: Exclude<BatchDecision, { readonly short: unknown }>;
  readonly loaded: Snapshot;
};

export function onlyOutcome({ decision: { outcomes } }: DecidedBatch): Outcome {
  const [outcome] = outcomes;
  if (!outcome) throw new Error('a command was left without an outcome');
  return outcome;
}

export class Shortages {
  readonly #times = new Map<string, number>();

  note(accounts: readonly AccountRef[]): void {
    for (const ref of accounts) this.#times.set(accountKey(ref), (this.#times.get(accountKey(ref)) ?? 0) + 1);
  }
  grantsToLoad(key: string): number {
    return FIRST_GRANTS * GROWTH ** (this.#times.get(key) ?? 0);
  }
}

/** The accounts that a batch needs, by account key, with the grants that its commands name. */
export type AccountNeeds = Map<string, { readonly ref: AccountRef; readonly grantIds: Set<string> }>;

/** The prices of events are by command id. */
export type BatchNeeds = { readonly wanted: AccountNeeds; readonly prices: ReadonlyMap<string, Pricing> };

export function collectNeeds(
  batch: readonly Command[],
  customers: ReadonlyMap<string, CustomerSnapshot>,
  catalog: Catalog,
  nowMs: Ms,
): BatchNeeds {
  const wanted: AccountNeeds = new Map();
  const prices = new Map<string, Pricing>();
  const want = (ref: AccountRef) => {
    const key = accountKey(ref);
    const known = wanted.get(key) ?? { ref, grantIds: new Set<string>() };
    wanted.set(key, known);
    return known;
  };
  for (const command of batch) {
    const snapshot = customers.get(command.customerId);
    if (!snapshot) continue;
    const needed = needs(command, snapshot, catalog, nowMs);
    needed.accounts.forEach(want);
    if (needed.priced) prices.set(command.id, needed.priced);
    for (const { account, grantId } of needed.grants) want(account).grantIds.add(grantId);
  }
  return { wanted, prices };
}

export function byCustomer(batch: readonly Command[]): Map<string, Command[]> {
  const grouped = new Map<string, Command[]>();
  for (const command of batch) {
    const own = grouped.get(command.customerId);
    if (own) own.push(command);
    else grouped.set(command.customerId, [command]);
  }
  return grouped;
}

export function withAccounts(
  customers: ReadonlyMap<string, CustomerSnapshot>,
  accounts: ReadonlyMap<string, Account>,
  prices: ReadonlyMap<string, Pricing>,
): ReadonlyMap<string, CustomerSnapshot> {
  const owned = new Map<string, Map<string, Account>>();
  for (const [key, account] of accounts) {
    const own = owned.get(account.ref.customerId) ?? new Map<string, Account>();
    owned.set(account.ref.customerId, own.set(key, account));
  }
  return new Map(
    [...customers].map(
      ([id, snapshot]) => [id, { ...snapshot, prices, accounts: owned.get(id) ?? new Map() }] as const,
    ),
  );
}
