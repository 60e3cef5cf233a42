import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../engine/engine.js';
import type { InspectionState } from '../jobs/inspect.js';
import type { Ms } from '../ledger/values/refs.js';

const FAST = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const BATCHES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];
/** Accounts that are counted as due; beyond it the number says "at least". */
const MOST_DUE = 1_000;
const NANOSECONDS = 1e9;

/** What is asked when the metrics are read. */
export type Measured = {
  readonly clock: Clock;
  /** Commands that wait for their batch. */
  readonly waiting: () => number;
  readonly openStreams: () => number;
  readonly due: (beforeMs: Ms, limit: number) => Promise<readonly unknown[]>;
  readonly inspection: () => InspectionState | null;
};

/**
 * What this server can say of itself, for Prometheus. Labels are templates, codes and kinds: never an id, so that their
 * number is bounded and nobody is named.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'drawdown_http_request_duration_seconds',
    help: 'Time to answer a request; of a stream, to open it.',
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
    help: 'Batches that the store did not take.',
    registers,
  });
  /** Looking a child up by its labels costs more than the observation itself. */
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

    /** Adds what is asked at each reading. */
    measure: (measured: Measured): void => addGauges(registers, measured),
  };
}

function addGauges(registers: Registry[], { clock, waiting, openStreams, due, inspection }: Measured): void {
  const gauge = (name: string, help: string, ask: () => number | Promise<number>) =>
    new Gauge({
      ...{ name, help, registers },
      async collect() {
        this.set(await ask());
      },
    });
  gauge('drawdown_engine_waiting_commands', 'Commands that wait for their batch.', waiting);
  gauge('drawdown_streams_open', 'Streams that are open on this server.', openStreams);
  gauge('drawdown_clock_steady', '1 while the clock can be trusted; writes are refused at 0.', () =>
    clock.steady() ? 1 : 0,
  );
  gauge(
    'drawdown_due_accounts',
    `Accounts for which something is due and not written yet, up to ${MOST_DUE}.`,
    async () => (await due(clock.nowMs(), MOST_DUE)).length,
  );
  gauge(
    'drawdown_inspected_accounts',
    'Accounts that this server has held against the invariants of the ledger, each as often as it was.',
    () => inspection()?.accounts ?? 0,
  );
  gauge(
    'drawdown_inspection_findings',
    'What did not add up in the ledger, in the last round through it and the one under way.',
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

/** One for the process: each keeps a timer of its own. */
let watched: IntervalHistogram | null = null;
function eventLoop(): IntervalHistogram {
  if (watched) return watched;
  watched = monitorEventLoopDelay({ resolution: 20 });
  watched.enable();
  return watched;
}
