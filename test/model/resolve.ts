import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { GrantChange, GrantTerms } from '../../server/ledger/grants/grant.js';
import type { Head } from '../../server/ledger/values/head.js';
import { MAX_AGE_MS } from '../support/commands.js';
import type { AdjustIntent, EditIntent, EventIntent, GrantIntent, Intent, Move, SubscribeIntent } from './intents.js';
import type { Lockstep } from './lockstep.js';
import { isPending } from './naive-account.js';
import { showAmount } from './naive-amounts.js';
import { creditTypes, huge, resources } from './world.js';

const actor = { type: 'apiKey', id: 'key-1' } as const;

export class Resolver {
  readonly sent: Command[] = [];
  #count = 0;

  constructor(readonly lockstep: Lockstep) {}

  instantOf(move: Move, nowMs: number): number {
    if ('by' in move) return nowMs + move.by;
    const { accounts, subscriptions } = this.lockstep.model;
    const instants = accounts
      .flatMap((account) => account.grants)
      .flatMap((grant) => [grant.effectiveAtMs, grant.terms.expiresAtMs ?? nowMs])
      .concat(subscriptions.map((subscription) => subscription.startMs))
      .filter((instant) => instant > nowMs)
      .sort((a, b) => a - b);
    const nextMs = instants[move.toBoundary % Math.max(1, instants.length)] ?? nowMs;
    return Math.max(nowMs, nextMs + move.offsetMs);
  }

  command(intent: Intent, nowMs: number): Command {
    const command = this.#make(intent, nowMs);
    this.sent.push(command);
    return command;
  }

  #make(intent: Intent, nowMs: number): Command {
    switch (intent.kind) {
      case 'event':
        return this.#event(intent, nowMs);
      case 'grant':
        return this.#grant(intent, nowMs);
      case 'subscribe':
        return this.#subscribe(intent, nowMs);
      case 'plan.change':
        return {
          ...this.#ofSubscription(intent.pick),
          kind: 'plan.change',
          planId: intent.planId,
          version: intent.version,
        };
      case 'cancel':
        return { ...this.#ofSubscription(intent.pick), kind: 'cancel' };
      case 'void':
        return this.#void(intent.pick);
      case 'pay':
      case 'fail':
        return this.#payment(intent.kind, intent.pick);
      case 'edit':
        return this.#edit(intent, nowMs);
      case 'adjust':
        return this.#adjust(intent);
      case 'touch':
        return { ...this.#head('evt', intent.customerId), key: null, kind: 'touch', accounts: refs(intent.customerId) };
      case 'retry':
      case 'conflict':
        return this.#again(intent.kind, intent.pick);
    }
  }

  #event({ customerId, resourceId, usage, ageMs, userId, enforce }: EventIntent, nowMs: number): Command {
    const atMs = ageMs === null ? null : nowMs - ageMs;
    const body = { kind: 'event', atMs, userId, resourceId, enforce, maxAgeMs: MAX_AGE_MS } as const;
    const head = this.#head('evt', customerId);
    if (!('featureId' in usage)) return { ...head, ...body, usage };
    // At default rates, the quantity equals the credits taken.
    const all = this.#allOf({ customerId, creditTypeId: 'tokens', resourceId });
    const quantity = usage.quantity === 'all' ? all : usage.quantity;
    return { ...head, ...body, usage: { featureId: usage.featureId, quantity } };
  }

  #grant(intent: GrantIntent, nowMs: number): Command {
    const { customerId, creditTypeId, resourceId, amount, category, priority } = intent;
    const effectiveAtMs = intent.effectiveIn === null ? null : nowMs + intent.effectiveIn;
    const startsMs = Math.max(nowMs, effectiveAtMs ?? nowMs);
    const reference = intent.reference === null ? null : `pay-${intent.reference}`;
    return {
      ...this.#head('grt', customerId),
      cause: reference,
      kind: 'grant',
      account: { customerId, creditTypeId, resourceId },
      terms: {
        ...{ amount, category, priority, effectiveAtMs, source: 'api', metadata: {} },
        expiresAtMs: intent.lifetimeMs === null ? null : startsMs + intent.lifetimeMs,
        unitCost: category === 'paid' ? { amount: '0.01', currency: 'USD' } : null,
        payment: paymentOf(reference, intent.isUnpaid),
        reason: category === 'promotional' ? `${showAmount(amount)} for free` : null,
      },
    };
  }

  #subscribe({ customerId, planId, startIn }: SubscribeIntent, nowMs: number): Command {
    const startMs = startIn === null ? null : nowMs + startIn;
    return { ...this.#head('sub', customerId), kind: 'subscribe', planId, startMs };
  }

  /** One in eight names a missing subscription. */
  #ofSubscription(pick: number): Head & { readonly subscriptionId: string } {
    const made = this.sent.flatMap((command) => (command.kind === 'subscribe' ? [command] : []));
    const target = made[pick % Math.max(1, made.length)];
    const subscriptionId = target === undefined || pick % 8 === 0 ? 'sub_missing' : target.id;
    return { ...this.#head('act', target?.customerId ?? 'ada'), subscriptionId };
  }

  /** The whole balance, because burns to exactly zero are worth testing. */
  #allOf(account: AccountRef): bigint {
    const { balance } = this.lockstep.model.account(account);
    return balance > 0n ? balance : 1n;
  }

  #adjust({ customerId, creditTypeId, resourceId, mayOverdraw, amount }: AdjustIntent): Command {
    const account = { customerId, creditTypeId, resourceId };
    const taken = amount === 'all' ? this.#allOf(account) : amount;
    const head = this.#head('adj', customerId);
    return { ...head, kind: 'adjust', account, amount: taken, mayOverdraw, reason: 'put right' };
  }

  #void(pick: number): Command {
    const { account, grantId } = this.#named(pick);
    return { ...this.#head('act', account.customerId), kind: 'grant.void', account, grantId, reason: null };
  }

  #payment(kind: 'pay' | 'fail', pick: number): Command {
    const pending = this.lockstep.model.accounts.flatMap((account) => account.grants.filter(isPending));
    const chosen = pick % 4 === 0 ? undefined : pending[pick % Math.max(1, pending.length)];
    const { account, grantId } = chosen ? { account: chosen.account, grantId: chosen.id } : this.#named(pick);
    return { ...this.#head('act', account.customerId), kind: `grant.${kind}`, account, grantId, reason: null };
  }

  #edit({ pick, change: wanted }: EditIntent, nowMs: number): Command {
    const { account, grantId } = this.#named(pick);
    const { priority, reason, effectiveIn, expiresIn, amount } = wanted;
    const known = this.lockstep.model.account(account);
    const grant = known.grants.find(({ id }) => id === grantId);
    const whole = grant?.terms.amount ?? 1n;
    const base = grant === undefined || amount?.from === 'amount' ? whole : whole - known.remaining(grant);
    const next = base + (amount?.by ?? 0n);
    const change: GrantChange = {
      ...(priority !== undefined && { priority }),
      ...(reason !== undefined && { reason }),
      ...(effectiveIn !== undefined && { effectiveAtMs: nowMs + effectiveIn }),
      ...(expiresIn !== undefined && { expiresAtMs: expiresIn === null ? null : nowMs + expiresIn }),
      // The contract limits the amount to more than zero and at most the largest amount.
      ...(amount !== undefined && next > 0n && next <= huge && { amount: next }),
    };
    return { ...this.#head('act', account.customerId), kind: 'grant.edit', account, grantId, change };
  }

  #named(pick: number): { readonly account: AccountRef; readonly grantId: string } {
    const grants = this.sent.flatMap((command) => (command.kind === 'grant' ? [command] : []));
    const target = grants[pick % Math.max(1, grants.length)];
    const account = target?.account ?? { customerId: 'ada', creditTypeId: 'tokens', resourceId: '' };
    return { account, grantId: target === undefined || pick % 8 === 0 ? 'grt_missing' : target.id };
  }

  /** Repeats an earlier command under another id, as a client retries: with the same content or with other content. */
  #again(kind: 'retry' | 'conflict', pick: number): Command {
    const keyed = this.sent.filter((command) => command.key !== null);
    const earlier = keyed[pick % Math.max(1, keyed.length)];
    if (earlier?.key == null) return this.#void(0);
    const { id } = this.#head(earlier.id.slice(0, 3), earlier.customerId);
    const fingerprint = kind === 'retry' ? earlier.key.fingerprint : `${earlier.key.fingerprint} changed`;
    return { ...earlier, id, key: { ...earlier.key, fingerprint } };
  }

  #head(prefix: string, customerId: string): Head {
    this.#count += 1;
    const number = `${this.#count}`.padStart(6, '0');
    const key = { operation: prefix, value: `key-${number}`, fingerprint: `print-${number}` };
    return { id: `${prefix}_${number}`, customerId, key, cause: null, actor, requestId: null };
  }
}

function paymentOf(reference: string | null, isUnpaid: boolean): GrantTerms['payment'] {
  if (isUnpaid) return { mode: 'external', reference };
  return reference === null ? null : { mode: 'record', reference };
}

export function refs(customerId: string): AccountRef[] {
  return creditTypes.flatMap((creditTypeId) =>
    resources.map((resourceId) => ({ customerId, creditTypeId, resourceId })),
  );
}
