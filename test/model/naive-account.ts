import type { AccountRef, ActorRef } from '../../server/ledger/values/refs.js';
import type { BurnReason } from '../../server/ledger/usage/charge.js';
import type { EntryType } from '../../server/ledger/accounts/entry.js';
import type { GrantAnswer, GrantTerms, Payment } from '../../server/ledger/grants/grant.js';
import { sum } from './naive-amounts.js';
import type { NaiveResult } from './naive-result.js';

/** Nothing is cached: balance, overdraft and remainders are folded from the entries on each read. */
export type NaiveGrant = {
  readonly id: string;
  readonly account: AccountRef;
  readonly createdAtMs: number;
  readonly actor: ActorRef;
  terms: GrantTerms;
  effectiveAtMs: number;
  payment: Payment | null;
  started: boolean;
  ended: 'voided' | 'expired' | 'failed' | null;
};

export type NaiveEntry = {
  readonly seq: number;
  readonly atMs: number;
  readonly type: EntryType;
  readonly grantId: string | null;
  readonly delta: bigint;
  readonly before: bigint;
  readonly after: bigint;
  readonly actor: ActorRef['type'];
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly eventId: string | null;
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly changes: { readonly before: object; readonly after: object } | null;
};

export type Labels = Partial<Omit<NaiveEntry, 'seq' | 'atMs' | 'type' | 'grantId' | 'delta' | 'before' | 'after'>>;

export class NaiveAccount {
  readonly grants: NaiveGrant[] = [];
  readonly entries: NaiveEntry[] = [];

  constructor(readonly ref: AccountRef) {}

  get balance(): bigint {
    return sum(this.entries.map((entry) => entry.delta));
  }

  get overdraft(): bigint {
    return -sum(this.entries.filter((entry) => entry.grantId === null).map((entry) => entry.delta));
  }

  remaining(grant: NaiveGrant): bigint {
    if (!grant.started) return grant.ended === null ? grant.terms.amount : 0n;
    return sum(this.entries.filter((entry) => entry.grantId === grant.id).map((entry) => entry.delta));
  }

  /** The remainders plus the waiting amounts. The sum must fit into the range of the account. */
  committed(): bigint {
    return sum(this.grants.filter((grant) => grant.ended === null).map((grant) => this.remaining(grant)));
  }

  burnable(): NaiveGrant[] {
    return this.grants
      .filter((grant) => grant.started && grant.ended === null && this.remaining(grant) > 0n)
      .sort(burnsBefore);
  }

  passTime(nowMs: number): void {
    for (;;) {
      const due = this.grants
        .map((grant) => ({ grant, atMs: nextInstant(grant), expires: grant.started }))
        .filter((moment) => moment.atMs !== null && moment.atMs <= nowMs)
        .sort(
          (a, b) =>
            (a.atMs ?? 0) - (b.atMs ?? 0) || Number(b.expires) - Number(a.expires) || burnsBefore(a.grant, b.grant),
        )[0];
      if (due === undefined) return;
      if (due.expires) this.expire(due.grant, due.atMs ?? nowMs);
      else this.start(due.grant, 'activated', due.atMs ?? nowMs, {});
    }
  }

  start(grant: NaiveGrant, type: 'granted' | 'activated', atMs: number, labels: Labels): void {
    grant.started = true;
    this.append(type, grant.id, grant.terms.amount, atMs, labels);
    this.repay(grant, atMs);
  }

  repay(grant: NaiveGrant, atMs: number): void {
    const [owed, left] = [this.overdraft, this.remaining(grant)];
    const paid = owed < left ? owed : left;
    if (paid === 0n) return;
    this.append('repaid', grant.id, -paid, atMs, {});
    this.append('repaid', null, paid, atMs, {});
  }

  end(grant: NaiveGrant, type: 'voided' | 'expired', atMs: number, labels: Labels): void {
    this.append(type, grant.id, grant.started ? -this.remaining(grant) : 0n, atMs, labels);
    grant.ended = type;
  }

  append(type: EntryType, grantId: string | null, delta: bigint, atMs: number, labels: Labels): void {
    const before = this.balance;
    const lastMs = this.entries.at(-1)?.atMs ?? atMs;
    this.entries.push({
      ...{
        actor: 'system',
        featureId: null,
        userId: null,
        eventId: null,
        planId: null,
        planVersion: null,
        changes: null,
      },
      ...labels,
      ...{
        seq: this.entries.length + 1,
        atMs: Math.max(atMs, lastMs),
        type,
        grantId,
        delta,
        before,
        after: before + delta,
      },
    });
  }

  private expire(grant: NaiveGrant, atMs: number): void {
    if (this.remaining(grant) > 0n) this.end(grant, 'expired', atMs, {});
    else grant.ended = 'expired';
  }

  /** semantics: What a balance shows. An arrival recounts the open grants, expiry and voiding remove theirs. */
  granted(): bigint {
    const left = new Map<string, bigint>();
    let counted = new Set<string>();
    for (const entry of this.entries) {
      if (entry.grantId === null) continue;
      left.set(entry.grantId, (left.get(entry.grantId) ?? 0n) + entry.delta);
      const arrives = ['granted', 'activated', 'updated'].includes(entry.type) && entry.delta > 0n;
      if (arrives) counted = new Set([...left].filter(([, amount]) => amount > 0n).map(([id]) => id));
    }
    return sum(
      this.grants.filter((grant) => grant.ended === null && counted.has(grant.id)).map((grant) => grant.terms.amount),
    );
  }

  answered(grant: NaiveGrant): NaiveResult {
    const { balance, overdraft } = this;
    const pool = { balance, available: balance, overdraft };
    return { status: 'done', answer: { kind: 'grant', grant: this.answer(grant), pool } };
  }

  answer(grant: NaiveGrant): Omit<GrantAnswer, 'updatedAtMs'> {
    const place = this.burnable().indexOf(grant);
    const left = this.remaining(grant);
    const taken = (...types: readonly EntryType[]) =>
      sum(
        this.entries
          .filter((entry) => entry.grantId === grant.id && types.includes(entry.type))
          .map((entry) => -entry.delta),
      );
    const gaveUp = grant.ended === 'voided' && !grant.started;
    return {
      ...grant.terms,
      id: grant.id,
      account: grant.account,
      actor: grant.actor,
      remaining: left,
      consumed: taken('consumed', 'repaid'),
      adjusted: taken('adjusted'),
      forfeited: gaveUp ? grant.terms.amount : taken('voided', 'expired'),
      payment: grant.payment,
      status: statusOf(grant, left),
      effectiveAtMs: grant.effectiveAtMs,
      position: place < 0 ? null : place + 1,
      createdAtMs: grant.createdAtMs,
    };
  }
}

export function statusOf(grant: NaiveGrant, left: bigint): GrantAnswer['status'] {
  if (grant.ended !== null) return grant.ended;
  if (!grant.started) return isPending(grant) ? 'pending' : 'scheduled';
  return left === 0n ? 'depleted' : 'active';
}

/** semantics: Grants, the burn order. */
const rank = (grant: NaiveGrant): (number | string)[] => [
  grant.terms.priority,
  grant.terms.expiresAtMs ?? Infinity,
  grant.terms.category === 'promotional' ? 0 : 1,
  grant.effectiveAtMs,
  grant.createdAtMs,
  grant.id,
];
const reasons = ['priority', 'expiry', 'category', 'effective_date', 'creation', 'id'] as const;

export function whyBefore(grant: NaiveGrant, next: NaiveGrant | undefined): BurnReason {
  if (next === undefined) return 'only_grant';
  const behind = rank(next);
  return reasons[rank(grant).findIndex((value, place) => value !== behind[place])] ?? 'id';
}

function burnsBefore(a: NaiveGrant, b: NaiveGrant): number {
  const [left, right] = [rank(a), rank(b)];
  const differs = left.findIndex((value, place) => value !== right[place]);
  if (differs < 0) return 0;
  return (left[differs] ?? 0) < (right[differs] ?? 0) ? -1 : 1;
}

export const isPending = (grant: NaiveGrant): boolean => grant.ended === null && grant.payment?.status === 'pending';

function nextInstant(grant: NaiveGrant): number | null {
  if (grant.ended !== null || isPending(grant)) return null;
  return grant.started ? grant.terms.expiresAtMs : grant.effectiveAtMs;
}
