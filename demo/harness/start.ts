import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type RunningDemo = {
  readonly url: string;
  readonly port: number;
  readonly lines: readonly string[];
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
};

/**
 * Resolves when the demo listens. Port 0 selects a free port. Balances change on their own only with `colleagues`.
 *
 * @throws Error with the output of the demo if it exits early
 */
export async function startDemo(database: string, port = 0, colleagues = false): Promise<RunningDemo> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env: {
      ...process.env,
      PORT: String(port),
      DEMO_DATABASE: database,
      DEMO_COLLEAGUES: colleagues ? 'on' : 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        const [, found] = /^listening on (\S+)$/.exec(line) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
  });
  const ended = exited.then(([code]) => {
    throw new Error(`The demo ended with ${code}:\n${lines.join('\n')}`);
  });
  const url = await Promise.race([listening, ended]);
  ended.catch(() => undefined);
  return {
    url,
    port: Number(new URL(url).port),
    lines,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
