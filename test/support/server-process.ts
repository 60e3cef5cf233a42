import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/server/cli/main.js', import.meta.url));

export const API_KEY = 'dd_test_a_key_of_the_tests_0123456789';

export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  log(): string;
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
};

type Environment = Readonly<Record<string, string>>;

function spawnServer(env: Environment) {
  if (!existsSync(MAIN)) throw new Error('the server is not built: npm run build:server');
  // The server gets nothing from the environment of the tests.
  const child = spawn(process.execPath, [MAIN, 'serve'], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let output = '';
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return { child, output: () => output, log: () => log };
}

export async function startServer(database: string, env: Environment = {}): Promise<ServerProcess> {
  const { child, output, log } = spawnServer({
    ...{ PORT: '0', DATABASE_URL: `sqlite:${database}`, DRAWDOWN_SANDBOX: '1', DRAWDOWN_API_KEY: API_KEY },
    ...{ LOG_LEVEL: 'warn', ...env },
  });
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /^listening on (\S+)$/m.exec(output());
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    void exit.then(([code]) => reject(new Error(`the server ended with ${code}: ${log()}`)));
  });
  return {
    url,
    child,
    log,
    async end(signal) {
      child.kill(signal);
      const [code, ended] = await exit;
      return { code, signal: ended };
    },
  };
}

export async function runServer(env: Environment): Promise<{ readonly code: number | null; readonly log: string }> {
  const { child, log } = spawnServer(env);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, log: log() };
}
