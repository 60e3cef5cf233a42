import type { Logger } from 'pino';
import type { Engine } from '../engine/engine.js';
import type { Inspection } from '../jobs/inspect.js';
import { jobsOf } from '../jobs/jobs.js';
import { type RunningJobs, startJobs } from '../jobs/runner.js';
import type { Store } from '../store/ports/store.js';
import type { TestClock } from '../time/test-clock.js';
import { leaseHolder } from './stores.js';

type JobParts = {
  readonly store: Store;
  readonly engine: Engine;
  readonly inspection: Inspection;
  readonly testClock: TestClock | null;
  readonly logger: Logger;
};

/** Instances that share a store divide the work by leases. */
export function runJobs({ store, engine, inspection, testClock, logger }: JobParts): RunningJobs {
  const jobs = jobsOf(store, engine, inspection).map((job) => ({ ...job, run: onSharedTime(testClock, job.run) }));
  return startJobs(jobs, {
    leases: store,
    holder: leaseHolder(store),
    wallMs: Date.now,
    onError: (error, job) => logger.error({ err: error, job }, 'a job failed'),
  });
}

/** Follows the shared test clock before each run. HTTP requests do this in their middleware. */
export function onSharedTime<A extends readonly unknown[], T>(
  testClock: TestClock | null,
  task: (...args: A) => Promise<T>,
) {
  return async (...args: A): Promise<T> => {
    await testClock?.follow();
    return task(...args);
  };
}
