import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../support/histories.js';
import { giantStep, usualStep, type Step } from './intents.js';
import { Lockstep } from './lockstep.js';
import { Resolver } from './resolve.js';
import { beginningMs } from './world.js';

const RUNS = runs({ short: 40, deep: 1_000 });
const LEAVES_GAPS = true;

type Clock = { nowMs: number };
type World = { readonly lockstep: Lockstep; readonly resolver: Resolver };

class StepCommand implements fc.Command<Clock, World> {
  constructor(readonly step: Step) {}

  check(): boolean {
    return true;
  }

  run(clock: Clock, { lockstep, resolver }: World): void {
    clock.nowMs = resolver.instantOf(this.step.move, clock.nowMs);
    if (this.step.publish) lockstep.publish();
    lockstep.compare(clock.nowMs);
    const commands = this.step.intents.map((intent) => resolver.command(intent, clock.nowMs));
    lockstep.send(commands, clock.nowMs);
  }

  toString(): string {
    return fc.stringify(this.step);
  }
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
    for (const entries of store.entries.values()) for (const entry of entries) this.add(entry.type);
  }
}

const commandsOf = (step: fc.Arbitrary<Step>) =>
  fc.commands([step.map((each) => new StepCommand(each))], { maxCommands: 40, size: '+1' });
const histories = fc.oneof(
  { weight: 9, arbitrary: commandsOf(usualStep) },
  { weight: 1, arbitrary: commandsOf(giantStep) },
);

test('the ledger and the naive model agree, and every invariant holds', { timeout: 600_000 }, () => {
  const tally = new Tally();
  const property = fc.property(fc.constantFrom(1, 2, 64), histories, (firstGrants, commands) => {
    const lockstep = new Lockstep(firstGrants, LEAVES_GAPS);
    const world = { lockstep, resolver: new Resolver(lockstep) };
    fc.modelRun(() => ({ model: { nowMs: beginningMs }, real: world }), commands);
    tally.addHistory(lockstep);
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
  ];
  const unmet = RUNS.numRuns < 100 ? [] : [...usual, ...kinds, ...refused].filter((what) => tally.of(what) === 0);
  expect(unmet).toEqual([]);
});
