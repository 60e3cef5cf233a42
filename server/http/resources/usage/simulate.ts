import type { Command } from '../../../ledger/batch/registry.js';
import type { Outcome } from '../../../ledger/commands/result.js';
import type { HttpDeps } from '../../context.js';

type Failure = Extract<Outcome, { status: 'failed' | 'deferred' }>;

export async function simulate(command: Command, { store, engine }: HttpDeps): Promise<Exclude<Outcome, Failure>> {
  const outcome = await store.simulate(command, engine.clock.nowMs());
  if (outcome.status === 'failed') throw new Error(outcome.message);
  if (outcome.status === 'deferred') throw new Error('a command alone waits for no other');
  return outcome;
}
