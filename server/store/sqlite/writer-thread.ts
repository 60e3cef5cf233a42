import { parentPort, workerData } from 'node:worker_threads';
import { openWriter, type Writer } from './writer.js';

/** The thread that owns the writing connection: it takes calls by message and answers each in order. */

export type Call = { [M in keyof Writer]: { id: number; method: M; args: Parameters<Writer[M]> } }[keyof Writer];
export type Failure = { readonly name: string; readonly message: string; readonly code: string | null };
export type Reply = { id: number; value: unknown } | { id: number; json: string } | { id: number; failure: Failure };

if (!parentPort) throw new Error('writer-thread runs as a worker thread only');
const port = parentPort;
start();

/** What goes wrong here is told as data as well: an error of the driver would lose its message on the way. */
function start(): void {
  try {
    const writer = openWriter((workerData as { path: string }).path);
    port.on('message', (call: Call) => {
      port.postMessage(answer(writer, call));
      if (call.method === 'close') port.close();
    });
    port.postMessage({ id: 0, value: 'ready' } satisfies Reply);
  } catch (error) {
    port.postMessage({ id: 0, failure: failureOf(error) } satisfies Reply);
  }
}

function answer(writer: Writer, { id, method, args }: Call): Reply {
  try {
    // The union ties each method to its arguments; a call through it needs them untied.
    const run = writer[method] as (...args: readonly unknown[]) => unknown;
    const value = run(...args);
    // Answers of the busiest call are JSON-safe, and as text cross threads in half the time.
    return method === 'transact' ? { id, json: JSON.stringify(value) } : { id, value };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), code: null };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, message: error.message, code };
}
