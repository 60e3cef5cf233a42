import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's connection to the server on which each test file makes databases of its own. */
    postgresUrl: string;
  }
}

const LONGEST_START_MS = 30_000;

/** One server for the whole run: `TEST_DATABASE_URL`, or one started here from what is installed. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const named = process.env['TEST_DATABASE_URL'];
  if (named) {
    project.provide('postgresUrl', named);
    return undefined;
  }
  const programs = execFileSync(process.execPath, ['scripts/postgres.mjs'], { encoding: 'utf8' }).trim();
  const server = await startServer(programs);
  project.provide('postgresUrl', server.url);
  return server.stop;
}

/** A server in a temporary folder, on a free port of the loopback interface, with a password nobody else knows. */
async function startServer(programs: string) {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-postgres-'));
  const user = unprivileged();
  const password = randomBytes(16).toString('hex');
  writeFileSync(join(folder, 'password'), password);
  if (user) for (const path of [folder, join(folder, 'password')]) chownSync(path, user.uid, user.gid);
  const data = join(folder, 'data');
  initialize(join(programs, 'initdb'), data, join(folder, 'password'), user);

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    fsync: 'off',
    max_connections: 200,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...user,
  });
  const log: string[] = [];
  server.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await answers(url, server, log);
  return {
    url,
    async stop() {
      const exit = once(server, 'exit');
      // A fast shutdown: who is still connected is let go.
      server.kill('SIGINT');
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type User = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root: there, it runs as the user that came with it. */
function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Where it can, the server's language is one that does not sort by bytes: what leans on bytes must say so itself. */
function initialize(initdb: string, data: string, passwordFile: string, user: User | undefined): void {
  const common = [
    '-D',
    data,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '-N',
  ];
  const locales = [
    ['--locale-provider=icu', '--icu-locale=en', '--locale=C.UTF-8'],
    ['--locale=C.UTF-8'],
    ['--locale=C'],
  ];
  const said: string[] = [];
  for (const locale of locales) {
    const { status, stderr } = spawnSync(initdb, [...common, ...locale], { encoding: 'utf8', cwd: '/', ...user });
    if (status === 0) return;
    said.push(stderr);
    rmSync(data, { recursive: true, force: true });
  }
  throw new Error(`initdb failed: ${said.join('\n')}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(url: string, server: ChildProcess, log: readonly string[]): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL did not start: ${log.join('')}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
