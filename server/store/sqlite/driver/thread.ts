import { parentPort, workerData } from 'node:worker_threads';

export type Methods = Readonly<Record<string, (...args: never[]) => unknown>> & { close(): void };
export type Call = { readonly id: number; readonly method: string; readonly args: readonly unknown[] };
/** The stack is that of the thread: it tells whether this package or a library wrote the message. */
export type Failure = {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly stack: string | null;
};
export type Reply = { id: number; value: unknown } | { id: number; failure: Failure };

/** Reports that `open` succeeded or failed, and then answers calls in order. */
export function serveThread<M extends Methods>(open: (path: string) => M): void {
  if (!parentPort) throw new Error('this runs as a worker thread only');
  const port = parentPort;
  try {
    const methods = open((workerData as { path: string }).path);
    port.on('message', (call: Call) => {
      port.postMessage(answer(methods, call));
      if (call.method === 'close') port.close();
    });
    port.postMessage({ id: 0, value: 'ready' } satisfies Reply);
  } catch (error) {
    // Sent as data, because an error of the driver would lose its message on the way.
    port.postMessage({ id: 0, failure: failureOf(error) } satisfies Reply);
  }
}

function answer(methods: Methods, { id, method, args }: Call): Reply {
  try {
    // The client's types match each method to its arguments. The message loses these types.
    const run = methods[method] as (...args: readonly unknown[]) => unknown;
    return { id, value: run(...args) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null, stack: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, message: error.message, code, stack: error.stack ?? null };
}
