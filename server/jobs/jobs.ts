import { type Engine, steadyMs } from '../engine/engine.js';
import type { Store } from '../store/ports/store.js';
import { writeDue } from './due.js';
import type { Inspection } from './inspect.js';
import { pruneRefusedEvents, pruneRequestKeys } from './prune.js';
import type { Job } from './runner.js';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

export function jobsOf(store: Store, engine: Engine, inspection: Inspection): readonly Job[] {
  return [
    { name: 'due', everyMs: SECOND_MS, run: () => writeDue(store, engine) },
    { name: 'inspect', everyMs: 10 * SECOND_MS, run: () => inspection.look() },
    { name: 'prune', everyMs: HOUR_MS, run: () => prune(store, engine) },
  ];
}

/** Requires a steady clock, because a clock that jumped ahead would delete data too early. */
async function prune(store: Store, { clock }: Engine): Promise<void> {
  const nowMs = steadyMs(clock);
  await pruneRefusedEvents(store, nowMs);
  await pruneRequestKeys(store, nowMs);
}
