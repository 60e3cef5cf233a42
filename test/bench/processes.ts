import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Running = { readonly url: string; readonly child: ChildProcess; stop(): Promise<void> };

/** Starts a program of this folder, or the built server, and waits for its `listening on`. */
export function startProgram(args: readonly string[], env: Record<string, string> = {}): Promise<Running> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /listening on (\S+)\s/.exec(printed)?.[1];
      if (url !== undefined) resolve({ url, child, stop: () => stop(child) });
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with code ${code} before it listened`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

export const API_KEY = 'dd_test_bench-0123456789-0123456789-0123456789-01';

/** The built server on a database. */
export function startServerOn(databaseUrl: string, env: Record<string, string> = {}): Promise<Running> {
  return startProgram(['dist/server/cli/main.js', 'serve'], {
    PORT: '0',
    DRAWDOWN_SANDBOX: '1',
    DRAWDOWN_API_KEY: API_KEY,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    // Counted all the same.
    DRAWDOWN_RATE_LIMIT_KEY: '900000',
    DRAWDOWN_RATE_LIMIT_CUSTOMER: '900000',
    ...env,
  });
}

/** The built server on a file of its own. */
export async function startServer(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-bench-'));
  const server = await startServerOn(`sqlite:${join(folder, 'bench.db')}`);
  return {
    ...server,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Programs beside this file are TypeScript. */
export const program = (name: string) => [
  '--expose-gc',
  '--import',
  './test/support/typescript.mjs',
  new URL(name, import.meta.url).pathname,
];
