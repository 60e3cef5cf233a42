import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { grantAnswer } from '../../server/ledger/grants/answer.js';
import { checkAccount } from '../../server/ledger/invariants/account.js';
import type { Catalog } from '../../server/ledger/catalog/catalog.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { Entry } from '../../server/ledger/accounts/entry.js';
import type { Grant, GrantAnswer } from '../../server/ledger/grants/grant.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import { MemoryStore } from './memory-store.js';
import { statusOf, type NaiveAccount, type NaiveEntry, type NaiveGrant } from './naive-account.js';
import { naiveFigures } from './naive-figures.js';
import { NaiveLedger, type NaiveOutcome } from './naive-ledger.js';
import { catalogWhere, customers } from './world.js';

export type DecidedCommand = {
  readonly command: Command;
  readonly nowMs: number;
  readonly catalog: Catalog;
  readonly outcome: Outcome;
};

/** Sends every batch to the ledger and to the model, and fails on every difference. */
export class Lockstep {
  readonly store: MemoryStore;
  readonly model: NaiveLedger;
  /** In the order in which the ledger decided; deferring can change the order within a batch. */
  readonly decided: DecidedCommand[] = [];
  deferred = 0;

  constructor(firstGrants: number, leavesGaps = true) {
    this.store = new MemoryStore(catalogWhere(false), customers, firstGrants, leavesGaps);
    this.model = new NaiveLedger(catalogWhere(false), customers);
  }

  publish(): void {
    this.#changeCatalog(catalogWhere(true));
  }

  archive(creditTypeId: string): void {
    const { creditTypes, ...others } = this.store.catalog;
    const archived = [...creditTypes].map(([id, creditType]) => {
      return [id, id === creditTypeId ? { ...creditType, archivedAtMs: 0 } : creditType] as const;
    });
    this.#changeCatalog({ ...others, creditTypes: new Map(archived) });
  }

  #changeCatalog(catalog: Catalog): void {
    this.store.catalog = catalog;
    this.model.catalog = catalog;
  }

  send(commands: readonly Command[], nowMs: number): void {
    let waiting = commands;
    while (waiting.length > 0) {
      const outcomes = this.store.transact(waiting, nowMs);
      expect(outcomes.length).toBe(waiting.length);
      const again: Command[] = [];
      for (const [place, command] of waiting.entries()) {
        const outcome = outcomes[place];
        if (outcome?.status === 'deferred') again.push(command);
        else this.#compareOutcome(command, nowMs, outcome);
      }
      if (again.length === waiting.length) throw new Error('everything was deferred');
      this.deferred += again.length;
      waiting = again;
    }
    this.compare(nowMs);
  }

  #compareOutcome(command: Command, nowMs: number, outcome: Outcome | undefined): void {
    if (outcome === undefined || outcome.status === 'deferred' || outcome.status === 'failed') {
      throw new Error(`${command.kind} ${command.id}: ${JSON.stringify(outcome)}`);
    }
    this.decided.push({ command, nowMs, catalog: this.store.catalog, outcome });
    same(seenOutcome(outcome), this.model.apply(command, nowMs), `the answer to ${command.kind} ${command.id}`);
  }

  compare(nowMs: number): void {
    this.model.passTime(nowMs);
    for (const account of this.model.accounts) this.#compareAccount(account, nowMs);
    for (const account of this.store.accounts.values()) {
      const known = this.model.accounts.some((other) => isDeepStrictEqual(other.ref, account.ref));
      expect(known, 'an account that the model has never heard of').toBe(true);
    }
  }

  #compareAccount(account: NaiveAccount, nowMs: number): void {
    const name = Object.values(account.ref).join('/');
    const { account: head, grants, entries } = this.store.view(account.ref, nowMs);
    same(entries.map(seenEntry), account.entries, `entries of ${name}`);
    same(grants.map(seenGrant), account.grants.map(naiveGrant(account)), `grants of ${name}`);
    const { version, ...figures } = this.store.figures(account.ref, nowMs);
    same(figures, naiveFigures(account), `figures of ${name}`);
    expect(version).toBe(head.version);
    expect(checkAccount(head, grants, entries)).toEqual([]);
    const nextMs = Math.min(...grants.map((grant) => grant.dueAtMs ?? Infinity));
    // An early wake-up is harmless, a late one is not. A past instant would wake the job forever.
    expect(head.nextDueMs ?? Infinity).toBeLessThanOrEqual(nextMs);
    expect(head.nextDueMs ?? Infinity).toBeGreaterThan(nowMs);
  }
}

function same(actual: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual, what).toStrictEqual(expected);
}

function seenOutcome(outcome: Extract<Outcome, { status: 'done' | 'refused' }>): NaiveOutcome {
  const { commandId, duplicate } = outcome;
  if (outcome.status === 'refused') {
    const { code, shortfall } = outcome.refusal;
    return { status: 'refused', code, ...(shortfall === undefined ? {} : { shortfall }), duplicate, commandId };
  }
  const { answer } = outcome;
  if (answer.kind !== 'grant') return { status: 'done', answer, duplicate, commandId };
  return { status: 'done', answer: { ...answer, grant: withoutUpdate(answer.grant) }, duplicate, commandId };
}

/** The model does not track when a grant was last touched. */
function withoutUpdate(grant: GrantAnswer): Omit<GrantAnswer, 'updatedAtMs'> {
  const { updatedAtMs, ...rest } = grant;
  expect(updatedAtMs).toBeGreaterThanOrEqual(grant.createdAtMs);
  return rest;
}

function seenEntry(entry: Entry): NaiveEntry {
  const { account: _account, source: _source, reason: _reason, actor, ...rest } = entry;
  return { ...rest, actor: actor.type };
}

const seenGrant = (grant: Grant) => ({
  id: grant.id,
  remaining: grant.remaining,
  status: grantAnswer(grant, null).status,
  ...{ amount: grant.amount, priority: grant.priority, reason: grant.reason, metadata: grant.metadata },
  ...{ effectiveAtMs: grant.effectiveAtMs, expiresAtMs: grant.expiresAtMs },
});

const naiveGrant = (account: NaiveAccount) => (grant: NaiveGrant) => ({
  id: grant.id,
  remaining: account.remaining(grant),
  status: statusOf(grant, account.remaining(grant)),
  ...{ amount: grant.terms.amount, priority: grant.terms.priority },
  ...{ reason: grant.terms.reason, metadata: grant.terms.metadata },
  ...{ effectiveAtMs: grant.effectiveAtMs, expiresAtMs: grant.terms.expiresAtMs },
});
