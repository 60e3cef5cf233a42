import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

/** A demo that runs as a process of its own, as `npm start` runs it. */
export type RunningDemo = {
  readonly url: string;
  readonly port: number;
  /** What it printed, line by line. */
  readonly lines: readonly string[];
  /** Ends it and gives its exit code. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
};

/** Starts the demo on a database and waits until it says that it listens. @throws Error with what it printed */
export async function startDemo(database: string, port?: number): Promise<RunningDemo> {
  const chosen = port ?? (await freePort());
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env: { ...process.env, PORT: String(chosen), DEMO_DATABASE: database },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  const listening = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        lines.push(line);
        if (line.startsWith('listening on ')) resolve();
      });
    }
  });
  const ended = exited.then(([code]) => {
    throw new Error(`The demo ended with ${code}:\n${lines.join('\n')}`);
  });
  await Promise.race([listening, ended]);
  ended.catch(() => undefined);
  return {
    url: `http://localhost:${chosen}/`,
    port: chosen,
    lines,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}

/** A port that nothing listens on at the moment. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
