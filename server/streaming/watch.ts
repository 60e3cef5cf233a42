import type { AccountVersion } from '../store/ports/balances.js';

const EVERY_MS = 250;
const AFTER_FAILURE_MS = 1_000;

export type WatchDeps = {
  /** The customers somebody listens to now. */
  readonly watched: () => readonly string[];
  readonly versions: (customerIds: readonly string[]) => Promise<readonly AccountVersion[]>;
  readonly onVersions: (found: readonly AccountVersion[]) => void;
  readonly onError: (error: unknown) => void;
};

/**
 * Where several instances share a store, each asks it for the versions of the accounts that it has listeners for: one
 * question for all of them, the next one only when the last is answered. What was missed while the store was away is
 * seen as soon as it is back.
 */
export function startWatch({ watched, versions, onVersions, onError }: WatchDeps): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let isFailing = false;

  const look = async (): Promise<void> => {
    try {
      const customers = watched();
      if (customers.length > 0) onVersions(await versions(customers));
      isFailing = false;
    } catch (error) {
      // Told once, and not four times a second.
      if (!isFailing && !stopped) onError(error);
      isFailing = true;
    }
    if (!stopped) wait(isFailing ? AFTER_FAILURE_MS : EVERY_MS);
  };
  const wait = (ms: number) => {
    timer = setTimeout(() => void look(), ms);
    timer.unref();
  };
  wait(EVERY_MS);
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
