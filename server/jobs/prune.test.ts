import { expect, test } from 'vitest';
import { ClockJumped, type Engine } from '../engine/engine.js';
import type { Store } from '../store/ports/store.js';
import { createInspection } from './inspect.js';
import { jobsOf } from './jobs.js';

const DAY_MS = 86_400_000;
const NOW_MS = 1_785_542_400_000;

function pruning(isSteady: boolean) {
  const asked: Record<string, number> = {};
  const store = {
    pruneRefusedEvents: (beforeMs: number) => Promise.resolve(void (asked['reports'] = beforeMs)),
    pruneRequestKeys: (beforeMs: number) => Promise.resolve(void (asked['keys'] = beforeMs)),
  } as unknown as Store;
  const engine = { clock: { nowMs: () => NOW_MS, steady: () => isSteady } } as unknown as Engine;
  const job = jobsOf(
    store,
    engine,
    createInspection(store, 0, () => undefined),
  ).find(({ name }) => name === 'prune');
  return { asked, run: async () => job?.run(new AbortController().signal) };
}

test('keeps idempotency keys for 30 days and refused reports for 35 days', async () => {
  const { asked, run } = pruning(true);
  await run();
  expect(asked).toEqual({ keys: NOW_MS - 30 * DAY_MS, reports: NOW_MS - 35 * DAY_MS });
});

test('deletes nothing after the clock jumped', async () => {
  const { asked, run } = pruning(false);
  await expect(run()).rejects.toBeInstanceOf(ClockJumped);
  expect(asked).toEqual({});
});
