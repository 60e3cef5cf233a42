import { ClockJumped } from '../engine/engine.js';
import { type LeaseDeps, wantLease } from './lease.js';

/** Something that runs by itself, on one instance at a time. Twice must do no harm: a lease is no lock. */
export type Job = {
  /** Of its lease, and in the log. */
  readonly name: string;
  readonly everyMs: number;
  /** @param signal aborted when the server stops or the lease is lost: stop where that is easy */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

export type JobDeps = Omit<LeaseDeps, 'onError'> & {
  /** Told of what goes wrong, and in which job. */
  readonly onError: (error: unknown, job: string) => void;
};

export type Running = {
  /** Resolves when the job stands still and its lease is another's to take. */
  stop(): Promise<void>;
};

/**
 * Runs a job again and again while this instance holds its lease, one run after the other. A run that fails is told of,
 * and the next one comes at its time.
 */
export function startJob({ name, everyMs, run }: Job, { onError, ...deps }: JobDeps): Running {
  const lease = wantLease(name, { ...deps, onError: (error) => onError(error, name) });
  let current: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;
  lease.onLost(() => current?.abort.abort());

  const round = async (signal: AbortSignal): Promise<void> => {
    try {
      await run(signal);
    } catch (error) {
      // The clock says so itself, and the next run tries again.
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

/** Runs all of them. */
export function startJobs(jobs: readonly Job[], deps: JobDeps): Running {
  const running = jobs.map((job) => startJob(job, deps));
  return {
    async stop() {
      await Promise.all(running.map((job) => job.stop()));
    },
  };
}
