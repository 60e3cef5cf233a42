import { ClockJumped } from '../engine/engine.js';
import { type LeaseDeps, wantLease } from './lease.js';

/** A periodic task of one instance at a time. It must be idempotent, because a lease is not a lock. */
export type Job = {
  readonly name: string;
  readonly everyMs: number;
  /** @param signal aborted if the server stops or the lease is lost. A run should then stop soon */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

export type JobDeps = Omit<LeaseDeps, 'onError'> & {
  readonly onError: (error: unknown, job: string) => void;
};

export type RunningJobs = {
  /** Resolves when the jobs have stopped and their leases are released. */
  stop(): Promise<void>;
};

/**
 * Runs a job periodically while this instance holds its lease. Runs never overlap. A failed run is reported, and the
 * schedule continues.
 */
export function startJob({ name, everyMs, run }: Job, { onError, ...deps }: JobDeps): RunningJobs {
  const lease = wantLease(name, { ...deps, onError: (error) => onError(error, name) });
  let current: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;
  lease.onLost(() => current?.abort.abort());

  const round = async (signal: AbortSignal): Promise<void> => {
    try {
      await run(signal);
    } catch (error) {
      // The clock reports a jump itself, and the next run tries again.
      if (!(error instanceof ClockJumped)) onError(error, name);
    }
  };
  const timer = setInterval(() => {
    if (current || !lease.isHeld()) return;
    const abort = new AbortController();
    const done = round(abort.signal).finally(() => (current = null));
    current = { done, abort };
  }, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      current?.abort.abort();
      await current?.done;
      await lease.release();
    },
  };
}

export function startJobs(jobs: readonly Job[], deps: JobDeps): RunningJobs {
  const running = jobs.map((job) => startJob(job, deps));
  return {
    async stop() {
      await Promise.all(running.map((job) => job.stop()));
    },
  };
}
