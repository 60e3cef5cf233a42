import fc from 'fast-check';
import { expect, test } from 'vitest';
import { step, type Step } from './intents.js';
import { Lockstep } from './lockstep.js';
import { Resolver } from './resolve.js';
import { beginningMs } from './world.js';

const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 150);

type Clock = { nowMs: number };
type World = { readonly lockstep: Lockstep; readonly resolver: Resolver; readonly clock: Clock };

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

/** How often each thing happened: a property that never meets what it is about proves nothing. */
class Tally {
  readonly counts = new Map<string, number>();

  add(what: string, many = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + many);
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0;
  }

  addHistory({ decided, deferred, store }: Lockstep): void {
    this.add('deferred', deferred);
    this.add('short', store.shortLoads);
    for (const { outcome } of decided) {
      if (outcome.status === 'done') this.add(outcome.duplicate ? 'duplicate' : 'accepted');
      if (outcome.status === 'refused') this.add(outcome.refusal.code);
    }
    for (const entries of store.entries.values()) for (const entry of entries) this.add(entry.type);
  }
}

test('the ledger and the naive model agree, and every invariant holds', { timeout: 600_000 }, () => {
  const tally = new Tally();
  fc.assert(
    fc.property(
      fc.constantFrom(1, 2, 64),
      fc.commands([step.map((each) => new StepCommand(each))], { maxCommands: 40, size: '+1' }),
      (firstGrants, commands) => {
        const lockstep = new Lockstep(firstGrants);
        const clock = { nowMs: beginningMs };
        fc.modelRun(() => ({ model: clock, real: { lockstep, resolver: new Resolver(lockstep), clock } }), commands);
        tally.addHistory(lockstep);
      },
    ),
    { numRuns },
  );
  if (process.env['PROPERTY_TALLY'] !== undefined) console.log(tally.counts);
  const decided = [...tally.counts.values()].length;
  expect(decided).toBeGreaterThan(0);
});
