import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { AdjustBody } from '../../server/ledger/commands/adjust.js';
import type { Allocation, BurnReason, ChargeAnswer } from '../../server/ledger/usage/charge.js';
import type { CancelBody } from '../../server/ledger/commands/cancel.js';
import type { Catalog } from '../../server/ledger/catalog/catalog.js';
import type { ChangePlanBody } from '../../server/ledger/commands/change-plan.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { EventBody } from '../../server/ledger/commands/event.js';
import type { GrantBody } from '../../server/ledger/commands/grant.js';
import type { Payment } from '../../server/ledger/grants/grant.js';
import type { Refusal } from '../../server/ledger/values/refusal.js';
import type { SubscribeBody } from '../../server/ledger/commands/subscribe.js';
import type { Subscription } from '../../server/ledger/subscriptions/subscription.js';
import type { VoidBody } from '../../server/ledger/commands/grant-void.js';
import { NaiveAccount, type Labels, whyBefore } from './naive-account.js';
import { largestBalance, sum } from './naive-amounts.js';
import { applyEdit, applyPayment } from './naive-changes.js';
import { refuse, type NaiveResult } from './naive-result.js';
import { priceUsage, type NaiveCharge } from './naive-usage.js';

export type NaiveOutcome = NaiveResult & { readonly duplicate: boolean; readonly commandId: string };

type UsedKey = { readonly scope: string; readonly fingerprint: string; readonly outcome: NaiveOutcome };
type Of<B> = Command & B;

const minute = 60_000;

/** A second, slow and plain implementation of docs/semantics.md, one command at a time. */
export class NaiveLedger {
  readonly accounts: NaiveAccount[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly #used: UsedKey[] = [];
  readonly #causes: string[] = [];

  constructor(
    public catalog: Catalog,
    readonly customers: readonly string[],
  ) {}

  account(ref: AccountRef): NaiveAccount {
    const same = (known: NaiveAccount) =>
      known.ref.customerId === ref.customerId &&
      known.ref.creditTypeId === ref.creditTypeId &&
      known.ref.resourceId === ref.resourceId;
    const found = this.accounts.find(same);
    if (found !== undefined) return found;
    const made = new NaiveAccount(ref);
    this.accounts.push(made);
    return made;
  }

  passTime(nowMs: number): void {
    for (const account of this.accounts) account.passTime(nowMs);
  }

  apply(command: Command, nowMs: number): NaiveOutcome {
    this.passTime(nowMs);
    const scope = JSON.stringify([command.customerId, command.key?.operation, command.key?.value]);
    const used = command.key === null ? undefined : this.#used.find((record) => record.scope === scope);
    if (used !== undefined) {
      if (used.fingerprint === command.key?.fingerprint) return { ...used.outcome, duplicate: true };
      return { status: 'refused', code: 'idempotency_conflict', duplicate: false, commandId: command.id };
    }
    const outcome = { ...this.#decide(command, nowMs), duplicate: false, commandId: command.id };
    const final = outcome.status === 'done' || outcome.code === 'insufficient_credits';
    if (command.key !== null && final) this.#used.push({ scope, fingerprint: command.key.fingerprint, outcome });
    return outcome;
  }

  #decide(command: Command, nowMs: number): NaiveResult {
    if (!this.customers.includes(command.customerId)) return refuse('customer_not_found');
    const cause = JSON.stringify([command.customerId, command.cause]);
    if (command.cause !== null && this.#causes.includes(cause)) return refuse('payment_reference_used');
    const result = this.#decideKind(command, nowMs);
    if (result.status === 'done' && command.cause !== null) this.#causes.push(cause);
    return result;
  }

  #decideKind(command: Command, nowMs: number): NaiveResult {
    switch (command.kind) {
      case 'event':
        return this.#event(command, nowMs);
      case 'grant':
        return this.#grant(command, nowMs);
      case 'grant.void':
        return this.#void(command, nowMs);
      case 'grant.pay':
      case 'grant.fail':
        return applyPayment(this.account(command.account), command, nowMs);
      case 'grant.edit':
        return applyEdit(this.account(command.account), command, nowMs);
      case 'adjust':
        return this.#adjust(command, nowMs);
      case 'subscribe':
        return this.#subscribe(command, nowMs);
      case 'plan.change':
        return this.#changePlan(command, nowMs);
      case 'cancel':
        return this.#cancel(command, nowMs);
      case 'touch':
        return { status: 'done', answer: { kind: 'touch' } };
    }
  }

  #event(command: Of<EventBody>, nowMs: number): NaiveResult {
    const atMs = command.atMs ?? nowMs;
    if (atMs < nowMs - command.maxAgeMs || atMs > nowMs + 5 * minute) return refuse('timestamp_out_of_range');
    const mine = this.subscriptions.filter((subscription) => subscription.customerId === command.customerId);
    const priced = priceUsage(command.usage, mine, this.catalog, nowMs);
    if ('refused' in priced) return refuse(priced.refused);
    const accountOf = (charge: NaiveCharge) =>
      this.account({
        customerId: command.customerId,
        creditTypeId: charge.creditTypeId,
        resourceId: command.resourceId,
      });
    const refusal = this.#refusalOf(priced.charges, accountOf, command.enforce);
    if (refusal !== null) return refusal;
    const charges = priced.charges.map((charge) => burn(command, charge, accountOf(charge), nowMs));
    return { status: 'done', answer: { kind: 'event', charges, unrated: priced.unrated } };
  }

  /** All charges of an event happen or none, so every remainder is checked before any charge is made. */
  #refusalOf(
    charges: readonly NaiveCharge[],
    accountOf: (charge: NaiveCharge) => NaiveAccount,
    enforce: boolean,
  ): NaiveResult | null {
    for (const account of new Set(charges.map(accountOf))) {
      const own = charges.filter((charge) => accountOf(charge) === account);
      if (account.balance - sum(own.map((charge) => charge.amount)) < -largestBalance) {
        return refuse('amount_out_of_range');
      }
    }
    if (!enforce) return null;
    for (const [place, charge] of charges.entries()) {
      const account = accountOf(charge);
      const totalOf = (some: readonly NaiveCharge[]) =>
        sum(some.filter((other) => accountOf(other) === account).map((other) => other.amount));
      // The limit of each charge's own plan applies after the charges before it.
      const floor = floorOf(charge);
      if (floor === null || charge.amount === 0n) continue;
      if (account.balance - totalOf(charges.slice(0, place + 1)) >= floor) continue;
      const required = totalOf(charges);
      const limit = charge.plan?.limit ?? 'hard';
      return shortOf(account, required, floor - (account.balance - required), limit);
    }
    return null;
  }

  #grant(command: Of<GrantBody>, clockMs: number): NaiveResult {
    const { terms } = command;
    const creditType = this.catalog.creditTypes.get(command.account.creditTypeId);
    if (creditType === undefined) return refuse('credit_type_not_found');
    if (creditType.archivedAtMs !== null) return refuse('credit_type_archived');
    const account = this.account(command.account);
    const nowMs = Math.max(clockMs, account.entries.at(-1)?.atMs ?? clockMs);
    const effectiveAtMs = Math.max(terms.effectiveAtMs ?? nowMs, nowMs);
    if (terms.expiresAtMs !== null && terms.expiresAtMs <= effectiveAtMs) return refuse('invalid_field');
    // Sums original amounts, because the account's `granted` must stay in range too.
    const open = account.grants.filter((grant) => grant.ended === null && account.remaining(grant) > 0n);
    if (sum(open.map((grant) => grant.terms.amount)) + terms.amount > largestBalance)
      return refuse('amount_out_of_range');
    const made = { id: command.id, account: command.account, terms, effectiveAtMs, createdAtMs: nowMs };
    const isPaid = terms.payment?.mode !== 'external';
    const payment: Payment | null = terms.payment && { ...terms.payment, status: isPaid ? 'paid' : 'pending' };
    const grant = { ...made, payment, actor: command.actor, started: false, ended: null };
    account.grants.push(grant);
    const labels = { actor: command.actor.type };
    if (isPaid && effectiveAtMs === nowMs) account.start(grant, 'granted', nowMs, labels);
    else account.append('granted', grant.id, 0n, nowMs, labels);
    return account.answered(grant);
  }

  #void(command: Of<VoidBody>, nowMs: number): NaiveResult {
    const account = this.account(command.account);
    const grant = account.grants.find((candidate) => candidate.id === command.grantId);
    if (grant === undefined) return refuse('grant_not_found');
    if (grant.ended === 'expired' || grant.ended === 'failed') return refuse('grant_ended');
    if (grant.ended === null) account.end(grant, 'voided', nowMs, { actor: command.actor.type });
    return account.answered(grant);
  }

  #adjust(command: Of<AdjustBody>, nowMs: number): NaiveResult {
    const { amount, reason, actor } = command;
    if (!this.catalog.creditTypes.has(command.account.creditTypeId)) return refuse('credit_type_not_found');
    const account = this.account(command.account);
    if (account.balance - amount < -largestBalance) return refuse('amount_out_of_range');
    if (amount > account.balance && !command.mayOverdraw) {
      return shortOf(account, amount, amount - account.balance, 'hard');
    }
    const allocations = takeInOrder(account, 'adjusted', amount, nowMs, { actor: actor.type });
    const { balance, overdraft } = account;
    const taken = { account: account.ref, amount, reason, allocations };
    return {
      status: 'done',
      answer: { kind: 'adjustment', adjustment: { ...taken, balance, available: balance, overdraft } },
    };
  }

  #subscribe(command: Of<SubscribeBody>, nowMs: number): NaiveResult {
    const offered = this.#offered(command.planId, null);
    if (typeof offered === 'string') return refuse(offered);
    const startMs = command.startMs ?? nowMs;
    if (startMs < nowMs) return refuse('invalid_field');
    const { customerId, planId, id } = command;
    const made = { id, customerId, planId, planVersion: offered, startMs, cancelledAtMs: null, createdAtMs: nowMs };
    this.subscriptions.push(made);
    return showSubscription(made, nowMs);
  }

  #changePlan(command: Of<ChangePlanBody>, nowMs: number): NaiveResult {
    const place = this.subscriptions.findIndex((each) => isNamedBy(each, command));
    const before = this.subscriptions[place];
    if (before === undefined) return refuse('subscription_not_found');
    if (before.cancelledAtMs !== null) return refuse('subscription_cancelled');
    const offered = this.#offered(command.planId, command.version);
    if (typeof offered === 'string') return refuse(offered);
    const after = { ...before, planId: command.planId, planVersion: offered };
    this.subscriptions[place] = after;
    return showSubscription(after, nowMs);
  }

  #cancel(command: Of<CancelBody>, nowMs: number): NaiveResult {
    const place = this.subscriptions.findIndex((each) => isNamedBy(each, command));
    const before = this.subscriptions[place];
    if (before === undefined) return refuse('subscription_not_found');
    const after = { ...before, cancelledAtMs: before.cancelledAtMs ?? nowMs };
    this.subscriptions[place] = after;
    return showSubscription(after, nowMs);
  }

  #offered(planId: string, wanted: number | null): number | Refusal['code'] {
    const versions = this.catalog.plans.get(planId) ?? [];
    if (versions.length > 0 && this.catalog.archivedPlans.has(planId)) return 'plan_archived';
    const named = versions.filter(({ version }) => wanted === null || version === wanted);
    if (named.length === 0) return 'plan_not_found';
    const published = named.filter(({ publishedAtMs }) => publishedAtMs !== null);
    return published.at(-1)?.version ?? 'plan_not_published';
  }
}

const isNamedBy = (each: Subscription, command: Of<ChangePlanBody | CancelBody>) =>
  each.id === command.subscriptionId && each.customerId === command.customerId;

function showSubscription(subscription: Subscription, nowMs: number): NaiveResult {
  const started = subscription.startMs > nowMs ? 'scheduled' : 'active';
  const status = subscription.cancelledAtMs === null ? started : 'cancelled';
  return { status: 'done', answer: { kind: 'subscription', subscription, status } };
}

function shortOf(account: NaiveAccount, required: bigint, shortfall: bigint, limit: 'hard' | 'soft'): NaiveResult {
  const figures = {
    creditTypeId: account.ref.creditTypeId,
    balance: account.balance,
    available: account.balance,
    required,
    shortfall,
    limit,
  };
  return { status: 'refused', code: 'insufficient_credits', shortfall: figures };
}

/** The lowest balance that an enforced report may leave; `null` if unlimited. */
function floorOf(charge: NaiveCharge): bigint | null {
  if (charge.plan === null || charge.plan.limit === 'hard') return 0n;
  return charge.plan.overdraftLimit === null ? null : -charge.plan.overdraftLimit;
}

function burn(command: Of<EventBody>, charge: NaiveCharge, account: NaiveAccount, nowMs: number): ChargeAnswer {
  const plan = charge.plan;
  const labels: Labels = {
    actor: command.actor.type,
    featureId: charge.featureId,
    userId: command.userId,
    eventId: command.id,
    planId: plan?.planId ?? null,
    planVersion: plan?.version ?? null,
  };
  const first = account.entries.length + 1;
  const allocations = takeInOrder(account, 'consumed', charge.amount, nowMs, labels);
  return {
    creditTypeId: charge.creditTypeId,
    resourceId: account.ref.resourceId === '' ? null : account.ref.resourceId,
    featureId: charge.featureId,
    quantity: charge.quantity,
    rate: { credits: charge.rate.credits, units: charge.rate.units },
    planId: plan?.planId ?? null,
    planVersion: plan?.version ?? null,
    amount: charge.amount,
    balance: account.balance,
    available: account.balance,
    overdraft: account.overdraft,
    allocations,
    entries: charge.amount > 0n ? { first, last: account.entries.length } : null,
  };
}

function takeInOrder(
  account: NaiveAccount,
  type: 'consumed' | 'adjusted',
  amount: bigint,
  nowMs: number,
  labels: Labels,
): Allocation[] {
  const allocations: Allocation[] = [];
  const take = (grantId: string | null, part: bigint, why: BurnReason) => {
    account.append(type, grantId, -part, nowMs, labels);
    allocations.push({ grantId, amount: part, why });
  };
  const burnable = account.burnable();
  let open = amount;
  for (const [place, grant] of burnable.entries()) {
    const left = account.remaining(grant);
    const taken = left < open ? left : open;
    if (taken > 0n) take(grant.id, taken, whyBefore(grant, burnable[place + 1]));
    open -= taken;
  }
  if (open > 0n) take(null, open, 'overdraft');
  return allocations;
}
