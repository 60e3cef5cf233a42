import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../engine/engine.js';
import type { InspectionState } from '../jobs/inspect.js';
import type { Ms } from '../ledger/values/refs.js';

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BATCHES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
const MOST_DUE = 1_000;
const NANOSECONDS = 1e9;

export type MetricSources = {
  readonly clock: Clock;
  readonly waiting: () => number;
  readonly openStreams: () => number;
  readonly due: (beforeMs: Ms, limit: number) => Promise<readonly unknown[]>;
  readonly inspection: () => InspectionState | null;
};

/**
 * Labels are templates, codes and kinds, never ids. This bounds the number of series and keeps customers out of them.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'drawdown_http_request_duration_seconds',
    help: 'Time to answer a request, or to open a stream.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: FAST,
    registers,
  });
  const batches = new Histogram({
    name: 'drawdown_engine_batch_commands',
    help: 'Commands committed together.',
    buckets: BATCHES,
    registers,
  });
  const commits = new Histogram({
    name: 'drawdown_store_commit_duration_seconds',
    help: 'Time to load, decide, write and commit a batch.',
    buckets: FAST,
    registers,
  });
  const failures = new Counter({
    name: 'drawdown_store_failed_batches_total',
    help: 'Batches that the store failed to commit.',
    registers,
  });
  /** A cache, because the lookup of a child by its labels costs more than the observation. */
  const children = new Map<string, { observe(seconds: number): void }>();

  return {
    contentType: registry.contentType,
    text: (): Promise<string> => registry.metrics(),

    request(method: string, route: string, status: number, seconds: number): void {
      const key = `${method} ${route} ${status}`;
      let child = children.get(key);
      if (!child) {
        child = requests.labels(method, route, String(status));
        children.set(key, child);
      }
      child.observe(seconds);
    },

    batch(commands: number, seconds: number, isCommitted: boolean): void {
      batches.observe(commands);
      commits.observe(seconds);
      if (!isCommitted) failures.inc();
    },

    measure: (measured: MetricSources): void => addGauges(registers, measured),
  };
}

function addGauges(registers: Registry[], { clock, waiting, openStreams, due, inspection }: MetricSources): void {
  const gauge = (name: string, help: string, ask: () => number | Promise<number>) =>
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        this.set(await ask());
      },
    });
  gauge('drawdown_engine_waiting_commands', 'Commands that wait for their batch.', waiting);
  gauge('drawdown_streams_open', 'Streams that are open on this server.', openStreams);
  gauge('drawdown_clock_steady', '1 while the clock is steady. Writes are refused at 0.', () =>
    clock.steady() ? 1 : 0,
  );
  gauge(
    'drawdown_due_accounts',
    `Accounts with due changes that are not written yet, up to ${MOST_DUE}.`,
    async () => (await due(clock.nowMs(), MOST_DUE)).length,
  );
  gauge(
    'drawdown_inspected_accounts',
    'Account inspections by this server since it started.',
    () => inspection()?.accounts ?? 0,
  );
  gauge(
    'drawdown_inspection_findings',
    'Inconsistencies found in the present and the previous round through the ledger.',
    () => inspection()?.findings ?? 0,
  );
  gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  gauge('process_cpu_seconds_total', 'Processor time of the process.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  const lag = eventLoop();
  gauge('nodejs_eventloop_lag_p99_seconds', 'The 99th percentile of the event loop lag since the last reading.', () => {
    const seconds = lag.percentile(99) / NANOSECONDS;
    lag.reset();
    return seconds;
  });
}

/** One per process, because each monitor keeps a timer. */
let watched: IntervalHistogram | null = null;
function eventLoop(): IntervalHistogram {
  if (watched) return watched;
  watched = monitorEventLoopDelay({ resolution: 20 });
  watched.enable();
  return watched;
}
