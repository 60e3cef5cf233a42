import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../ports/unavailable.js';
import type { Reader } from './reader.js';
import type { Call, Failure, Methods, Reply } from './thread.js';
import type { Writer } from './writer.js';

export type Remote<T extends Methods> = {
  call<M extends keyof T & string>(method: M, ...args: Parameters<T[M]>): Promise<ReturnType<T[M]>>;
  stop(): Promise<void>;
};

/** Resolves when the file is open and migrated. @throws Error if the file cannot be opened */
export const startWriter = (path: string, onLost: (error: Error) => void): Promise<Remote<Writer>> =>
  startThread<Writer>('writer', path, onLost);

/** Starts the thread at the first call, because many servers never need it. */
export function lateReader(path: string, onLost: (error: Error) => void): Remote<Reader> {
  let started: Promise<Remote<Reader>> | null = null;
  let isStopped = false;
  return {
    async call(method, ...args) {
      if (isStopped) throw new StoreUnavailable('the store is closed');
      started ??= startThread<Reader>('reader', path, onLost).catch((error: unknown) => {
        started = null;
        throw error;
      });
      return (await started).call(method, ...args);
    },
    async stop() {
      isStopped = true;
      const reader = await started?.catch(() => null);
      await reader?.stop();
    },
  };
}

type PendingCall = { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void };

/**
 * @param onLost called once if the running thread ends or its disk fails. All further calls are rejected
 * @throws Error if the file cannot be opened
 */
async function startThread<T extends Methods>(
  name: 'writer' | 'reader',
  path: string,
  onLost: (error: Error) => void,
): Promise<Remote<T>> {
  // The thread's file has the extension of this file: `.js` when built, `.ts` when run from source.
  const thread = new URL(`./${name}-thread${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(thread, { workerData: { path } });
  const waiting = new Map<number, PendingCall>();
  let lastId = 0;
  let state: 'starting' | 'running' | 'stopping' | 'lost' = 'starting';
  let ended: Error | null = null;

  const send = (method: string, args: readonly unknown[]) =>
    new Promise<never>((resolve, reject) => {
      if (ended) {
        reject(ended);
        return;
      }
      lastId += 1;
      waiting.set(lastId, { resolve, reject });
      worker.postMessage({ id: lastId, method, args } satisfies Call);
    });
  const lose = (error: Error) => {
    const wasRunning = state === 'running';
    ended ??= error;
    for (const caller of waiting.values()) caller.reject(error);
    waiting.clear();
    if (!wasRunning) return;
    state = 'lost';
    onLost(error);
  };

  worker.on('message', (reply: Reply) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if ('failure' in reply) {
      const error = errorOf(reply.failure);
      caller?.reject(error);
      // After a failed sync the state of the disk is unknown. Never retry: the process restarts from what is on disk.
      if (reply.failure.code?.startsWith('SQLITE_IOERR') !== true) return;
      lose(error);
      void worker.terminate();
    } else caller?.resolve(reply.value as never);
  });
  worker.on('error', lose);
  worker.on('exit', (code) => lose(new StoreUnavailable(`the ${name} thread ended with code ${code}`)));

  await new Promise<void>((resolve, reject) => waiting.set(0, { resolve: () => resolve(), reject }));
  state = 'running';
  return {
    call: (method, ...args) => send(method, args),
    async stop() {
      if (state !== 'running') return;
      state = 'stopping';
      const exit = new Promise((resolve) => worker.once('exit', resolve));
      const closed = send('close', []);
      ended = new StoreUnavailable('the store is closed');
      try {
        await closed;
      } finally {
        await exit;
      }
    },
  };
}

/** A full disk or a busy file may recover. Other errors are unexpected and passed on unchanged. */
const PASSING = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CANTOPEN'];

function errorOf({ name, message, code }: Failure): Error {
  if (code !== null && PASSING.some((known) => code.startsWith(known))) {
    return Object.assign(new StoreUnavailable(message), { code });
  }
  return Object.assign(new Error(message), { name, code });
}
