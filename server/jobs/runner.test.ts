import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ClockJumped } from '../engine/engine.js';
import type { Leases } from '../store/ports/leases.js';
import { LEASE_MS, RENEW_MS } from './lease.js';
import { type Job, startJob, startJobs } from './runner.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const EVERY_MS = 1_000;

class MemoryLeases implements Leases {
  readonly held = new Map<string, { readonly holder: string; readonly untilMs: number }>();
  isAway = false;

  acquireLease(name: string, holder: string, ttlMs: number, nowMs: number): Promise<boolean> {
    if (this.isAway) return Promise.reject(new Error('the store is away'));
    const held = this.held.get(name);
    if (held && held.holder !== holder && held.untilMs > nowMs) return Promise.resolve(false);
    this.held.set(name, { holder, untilMs: nowMs + ttlMs });
    return Promise.resolve(true);
  }
  releaseLease(name: string, holder: string): Promise<void> {
    if (this.held.get(name)?.holder === holder) this.held.delete(name);
    return Promise.resolve();
  }
}

let leases: MemoryLeases;
let told: unknown[];
beforeEach(() => {
  leases = new MemoryLeases();
  told = [];
});

const instance = (holder: string, wallMs = () => Date.now()) => ({
  ...{ leases, holder, wallMs, onError: (error: unknown, job: string) => told.push([job, error]) },
});
const counting = (runs: string[], name: string): Job => ({
  ...{ name: 'due', everyMs: EVERY_MS },
  run: () => Promise.resolve(void runs.push(name)),
});
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('runs a job on one of two instances, and on the other after the first stops', async () => {
  const runs: string[] = [];
  const one = startJob(counting(runs, 'one'), instance('one'));
  await pass(1);
  const two = startJob(counting(runs, 'two'), instance('two'));
  await pass(10 * EVERY_MS);
  expect(runs).toEqual(Array(10).fill('one'));
  await one.stop();
  expect(leases.held.size).toBe(0);
  await pass(RENEW_MS + EVERY_MS);
  expect(new Set(runs.splice(10))).toEqual(new Set(['two']));
  await two.stop();
  const { length } = runs;
  await pass(10 * EVERY_MS);
  expect(runs).toHaveLength(length);
});

test('takes over from a dead holder when its lease expires', async () => {
  await leases.acquireLease('due', 'dead', LEASE_MS, Date.now());
  const runs: string[] = [];
  const job = startJob(counting(runs, 'one'), instance('one'));
  await pass(LEASE_MS - 1);
  expect(runs).toEqual([]);
  await pass(RENEW_MS + EVERY_MS);
  expect(runs).not.toEqual([]);
  await job.stop();
});

test('reports a failed run, and continues the job and its lease', async () => {
  let runs = 0;
  const failing = { name: 'prune', everyMs: EVERY_MS, run: () => Promise.reject(new Error(`run ${(runs += 1)}`)) };
  const job = startJob(failing, instance('one'));
  await pass(3 * EVERY_MS);
  expect(told).toEqual([1, 2, 3].map((run) => ['prune', new Error(`run ${run}`)]));
  await pass(LEASE_MS);
  expect(leases.held.get('prune')).toMatchObject({ holder: 'one', untilMs: expect.any(Number) as number });
  expect(leases.held.get('prune')?.untilMs).toBeGreaterThan(Date.now());
  await job.stop();
});

test('reports a run that throws synchronously', async () => {
  const run = () => {
    throw new Error('at once');
  };
  const job = startJob({ name: 'due', everyMs: EVERY_MS, run }, instance('one'));
  await pass(EVERY_MS);
  expect(told).toEqual([['due', new Error('at once')]]);
  await job.stop();
});

test('does not report a jump of the clock', async () => {
  const run = () => Promise.reject(new ClockJumped('jumped'));
  const job = startJob({ name: 'due', everyMs: EVERY_MS, run }, instance('one'));
  await pass(3 * EVERY_MS);
  expect(told).toEqual([]);
  await job.stop();
});

test('does not overlap a long run, renews its lease, and waits for the run to stop', async () => {
  let runs = 0;
  let end: () => void = () => undefined;
  let signal: AbortSignal | undefined;
  const run = (given: AbortSignal) => {
    runs += 1;
    signal = given;
    return new Promise<void>((resolve) => (end = resolve));
  };
  const job = startJob({ name: 'due', everyMs: EVERY_MS, run }, instance('one'));
  await pass(10 * LEASE_MS);
  expect(runs).toBe(1);
  expect(await leases.acquireLease('due', 'two', LEASE_MS, Date.now())).toBe(false);
  let hasStopped = false;
  const stopping = job.stop().then(() => (hasStopped = true));
  await pass(0);
  expect([signal?.aborted, hasStopped]).toEqual([true, false]);
  end();
  await stopping;
  expect(leases.held.size).toBe(0);
});

test('aborts runs, starts none and reports one error while the store is away', async () => {
  const runs: string[] = [];
  let signal: AbortSignal | undefined;
  const long = (given: AbortSignal) => {
    signal = given;
    return new Promise<void>(() => undefined);
  };
  const counted = startJob(counting(runs, 'one'), instance('one'));
  startJob({ name: 'long', everyMs: EVERY_MS, run: long }, instance('one'));
  await pass(EVERY_MS);
  leases.isAway = true;
  await pass(LEASE_MS + RENEW_MS);
  expect(told).toEqual([
    ['due', new Error('the store is away')],
    ['long', new Error('the store is away')],
  ]);
  expect(signal?.aborted).toBe(true);
  const { length } = runs;
  await pass(10 * EVERY_MS);
  expect(runs).toHaveLength(length);
  leases.isAway = false;
  await pass(RENEW_MS + EVERY_MS);
  expect(runs.length).toBeGreaterThan(length);
  await counted.stop();
});

test('runs nothing after a sleep past the end of the lease until it is renewed', async () => {
  const runs: string[] = [];
  let asleepMs = 0;
  const job = startJob(
    counting(runs, 'one'),
    instance('one', () => Date.now() + asleepMs),
  );
  await pass(EVERY_MS);
  expect(runs).toHaveLength(1);
  asleepMs = LEASE_MS;
  await leases.acquireLease('due', 'two', LEASE_MS, Date.now() + asleepMs);
  await pass(EVERY_MS);
  expect(runs).toHaveLength(1);
  await job.stop();
  expect(leases.held.get('due')?.holder).toBe('two');
});

test('gives each job its own lease, and stops all jobs together', async () => {
  const runs: string[] = [];
  await leases.acquireLease('two', 'another', LEASE_MS, Date.now());
  const jobs = ['one', 'two'].map((name) => ({ ...counting(runs, name), name }));
  const all = startJobs(jobs, instance('me'));
  await pass(2 * EVERY_MS);
  expect(runs).toEqual(['one', 'one']);
  await all.stop();
  expect([...leases.held.keys()]).toEqual(['two']);
});
