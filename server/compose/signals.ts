/** A process manager that signals the whole group, or npm, delivers one signal twice. */
const ECHO_MS = 1_000;

/**
 * Runs `stop` at the first SIGTERM or SIGINT, and then ends the process: with code 0, or 1 if it failed. A second signal
 * ends the process at once with code 1. The same signal within a second counts as the first one.
 */
export function stopOnSignal(stop: (signal: NodeJS.Signals) => Promise<void>, onError: (error: unknown) => void): void {
  let first: { readonly signal: NodeJS.Signals; readonly atMs: number } | null = null;
  const receive = (signal: NodeJS.Signals) => {
    if (first) {
      const isEcho = signal === first.signal && performance.now() - first.atMs < ECHO_MS;
      if (!isEcho) process.exit(1);
      return;
    }
    first = { signal, atMs: performance.now() };
    stop(signal).then(
      () => process.exit(0),
      (error: unknown) => {
        onError(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', receive);
  process.on('SIGINT', receive);
}
