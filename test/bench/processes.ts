import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ServerProcess = { readonly url: string; readonly child: ChildProcess; stop(): Promise<void> };

export function startProgram(args: readonly string[], env: Record<string, string> = {}): Promise<ServerProcess> {
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

export const API_KEY = 'dd_live_bench-0123456789-0123456789-0123456789-01';
export const TOKEN_SECRET = { kid: 'bench', secret: 'a-secret-of-the-bench-longer-than-32-characters' };

/** A live server: a sandbox reads its test clock before each answer. */
export function startServerOn(databaseUrl: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  return startProgram(['dist/server/cli/main.js', 'serve'], {
    PORT: '0',
    DRAWDOWN_SANDBOX: '0',
    DRAWDOWN_TOKEN_SECRET: `${TOKEN_SECRET.kid}:${TOKEN_SECRET.secret}`,
    DRAWDOWN_API_KEY: API_KEY,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'error',
    // The limits are never reached, but requests are still counted.
    DRAWDOWN_RATE_LIMIT_KEY: '900000',
    DRAWDOWN_RATE_LIMIT_CUSTOMER: '900000',
    ...env,
  });
}

export async function startServer(): Promise<ServerProcess> {
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

export const program = (name: string) => [
  '--expose-gc',
  '--import',
  './test/support/typescript.mjs',
  new URL(name, import.meta.url).pathname,
];
