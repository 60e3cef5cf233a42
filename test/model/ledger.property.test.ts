import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../support/histories.js';
import { giantStep, usualStep, type Step } from './intents.js';
import { Lockstep } from './lockstep.js';
import { Resolver } from './resolve.js';
import { beginningMs } from './world.js';

const RUNS = runs({ short: 40, deep: 1_000 });
const LEAVES_GAPS = true;

/** Lives through the steps, ledger and model side by side. */
function live(steps: readonly Step[], firstGrants: number): Lockstep {
  const lockstep = new Lockstep(firstGrants, LEAVES_GAPS);
  const resolver = new Resolver(lockstep);
  let nowMs = beginningMs;
  for (const step of steps) {
    nowMs = resolver.instantOf(step.move, nowMs);
    if (step.publish) lockstep.publish();
    if (step.erase) lockstep.erase('bob');
    lockstep.compare(nowMs);
    const commands = step.intents.map((intent) => resolver.command(intent, nowMs));
    lockstep.send(commands, nowMs);
  }
  return lockstep;
}

/** Counts occurrences: a property that never meets its subject proves nothing. */
class Tally {
  readonly counts = new Map<string, number>();

  add(what: string, many = 1): void {
    this.counts.set(what, this.of(what) + many);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  addHistory({ decided, deferred, store }: Lockstep): void {
    this.add('deferred', deferred);
    this.add('short', store.shortLoads);
    this.add('decided', decided.length);
    for (const { command, outcome } of decided) {
      if (outcome.status === 'done') this.add(outcome.duplicate ? 'duplicate' : 'accepted');
      if (outcome.status === 'done' && !outcome.duplicate) this.add(command.kind);
      if (outcome.status === 'refused') this.add(outcome.refusal.code);
    }
    for (const entry of [...store.entries.values()].flat()) {
      this.add(entry.type);
      if (entry.type === 'updated' && entry.delta !== 0n) this.add('amount edit');
    }
  }
}

const stepsOf = (step: fc.Arbitrary<Step>) => fc.array(step, { minLength: 4, maxLength: 40, size: 'max' });
const histories = fc.oneof({ weight: 4, arbitrary: stepsOf(usualStep) }, { weight: 1, arbitrary: stepsOf(giantStep) });

test('the ledger and the naive model agree, and every invariant holds', { timeout: 600_000 }, () => {
  const tally = new Tally();
  const property = fc.property(fc.constantFrom(1, 2, 64), histories, (firstGrants, steps) => {
    tally.addHistory(live(steps, firstGrants));
  });
  fc.assert(property, RUNS);
  if (process.env['PROPERTY_TALLY'] !== undefined) console.log(tally.counts);

  expect(tally.of('accepted') / tally.of('decided')).toBeGreaterThan(0.4);
  const usual = [
    'granted',
    'activated',
    'consumed',
    'expired',
    'voided',
    'repaid',
    'adjusted',
    'updated',
    'duplicate',
    'deferred',
    'short',
  ];
  const kinds = ['plan.change', 'cancel'];
  const refused = [
    'insufficient_credits',
    'payment_reference_used',
    'grant_ended',
    'no_rate',
    'subscription_cancelled',
    'grant_started',
    'payment_not_pending',
    'plan_archived',
    'credit_type_archived',
    'customer_erased',
  ];
  const unmet = RUNS.numRuns < 100 ? [] : [...usual, ...kinds, ...refused].filter((what) => tally.of(what) === 0);
  expect(unmet).toEqual([]);
  // Rare intents are generated in every run.
  const rare = ['amount edit', 'amount_out_of_range', 'plan.change'].map((what) => [what, tally.of(what)] as const);
  expect(rare.filter(([, times]) => times < (RUNS.numRuns < 40 ? 0 : 20))).toEqual([]);
});
