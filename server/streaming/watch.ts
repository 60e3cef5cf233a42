import type { AccountVersion } from '../store/ports/balances.js';

const EVERY_MS = 250;
const AFTER_FAILURE_MS = 1_000;

export type WatchDeps = {
  readonly watched: () => readonly string[];
  readonly versions: (customerIds: readonly string[]) => Promise<readonly AccountVersion[]>;
  readonly onVersions: (found: readonly AccountVersion[]) => void;
  readonly onError: (error: unknown) => void;
};

/**
 * Polls the versions of the accounts that have listeners here, because other instances change them in a shared store.
 * One query covers all accounts, and waits for the previous answer. The first poll after an outage finds all changes.
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
      // Reported once per outage, because the poll repeats four times a second.
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
