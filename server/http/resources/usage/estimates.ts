import { type Check, checkUsage, DENIALS, type Estimate, estimateEvent } from '../../../contract/index.js';
import { formatAmount } from '../../../ledger/values/amount.js';
import type { Catalog } from '../../../ledger/catalog/catalog.js';
import type { ChargeAnswer } from '../../../ledger/usage/charge.js';
import type { Refusal } from '../../../ledger/values/refusal.js';
import type { HttpDeps } from '../../context.js';
import { type App, mount } from '../../mounting/mount.js';
import { done } from '../../mounting/rejection.js';
import { supposedCommand } from './event-command.js';
import { simulate } from './simulate.js';
import { shortfallView } from '../../../views/shared/refusal.js';
import { chargeView } from '../../../views/usage/charge.js';
import { before, poolKey } from '../../../views/usage/event.js';

export function mountEstimates(app: App, deps: HttpDeps): void {
  mount(app, deps, estimateEvent, async ({ body, author }) => {
    const outcome = done(await simulate(supposedCommand(body, author, deps, false), deps));
    if (outcome.answer.kind !== 'event') throw new Error(`an event was answered with ${outcome.answer.kind}`);
    return { status: 200, data: estimate(outcome.answer) };
  });

  mount(app, deps, checkUsage, async ({ body, author }) => {
    const outcome = await simulate(supposedCommand(body, author, deps, true), deps);
    const denial = outcome.status === 'refused' ? denialOf(outcome.refusal) : null;
    if (denial) return { status: 200, data: denial };
    const { answer } = done(outcome);
    if (answer.kind !== 'event') throw new Error(`an event was answered with ${answer.kind}`);
    return { status: 200, data: permission(answer.charges, await deps.store.catalog()) };
  });
}

function estimate({ charges, unrated }: { charges: readonly ChargeAnswer[]; unrated: readonly string[] }): Estimate {
  const keys = [...new Set(charges.map(poolKey))];
  const pools = keys.map((key) => estimatedPool(charges.filter((charge) => poolKey(charge) === key)));
  return {
    pools,
    charges: charges
      .map(chargeView)
      .map(({ creditTypeId, featureId, quantity, rate, planId, planVersion, amount }) => ({
        ...{ creditTypeId, featureId, quantity, rate, planId, planVersion, amount },
      })),
    unrated: [...unrated],
    wouldOverdraft: pools.some((pool) => pool.wouldOverdraft),
  };
}

function estimatedPool(charges: readonly ChargeAnswer[]): Estimate['pools'][number] {
  const [first] = charges;
  const last = charges.at(-1);
  if (!first || !last) throw new Error('a pool is charged by something');
  return {
    creditTypeId: first.creditTypeId,
    resourceId: first.resourceId,
    cost: costOf(charges),
    balance: before(first, first.balance),
    available: before(first, first.available),
    balanceAfter: formatAmount(last.balance),
    wouldOverdraft: charges.some(({ allocations }) => allocations.some(({ grantId }) => grantId === null)),
  };
}

const costOf = (charges: readonly ChargeAnswer[]): string =>
  formatAmount(charges.reduce((sum, { amount }) => sum + amount, 0n));

/** `null` for refusals that are answered as problems. */
function denialOf({ code, shortfall }: Refusal): Check | null {
  const reason = DENIALS.find((denial) => denial === code);
  if (!reason) return null;
  const {
    creditTypeId = null,
    required = null,
    balance = null,
    available = null,
    limit = null,
  } = shortfall ? shortfallView(shortfall) : {};
  return { allowed: false, reason, creditTypeId, required, balance, available, limit };
}

function permission(charges: readonly ChargeAnswer[], catalog: Catalog): Check {
  const [first] = charges;
  if (!first) throw new Error('a report that is not refused is charged');
  const { creditTypeId } = first;
  const own = charges.filter((charge) => poolKey(charge) === poolKey(first));
  return {
    allowed: true,
    creditTypeId,
    required: costOf(own),
    balance: before(first, first.balance),
    available: before(first, first.available),
    limit: own.some((charge) => limitOf(charge, catalog) === 'hard') ? 'hard' : 'soft',
  };
}

/** Without a plan the limit is hard. */
function limitOf({ planId, planVersion }: ChargeAnswer, catalog: Catalog): 'hard' | 'soft' {
  const plan = planId === null ? undefined : catalog.plans.get(planId)?.find(({ version }) => version === planVersion);
  return plan?.limit ?? 'hard';
}
