import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

export type PostgresServer = { readonly url: string; stop(): Promise<void> };

const LONGEST_START_MS = 30_000;

/**
 * Starts a PostgreSQL server in a temporary folder, on a free loopback port, with a random password.
 *
 * @param fsync `off` for tests, whose data need not survive a crash; `on` where the cost of a commit is measured
 * @throws Error if PostgreSQL is not installed; the message says what to install
 */
export async function startPostgres(fsync: 'on' | 'off'): Promise<PostgresServer> {
  const programs = execFileSync(process.execPath, ['scripts/postgres.mjs'], { encoding: 'utf8' }).trim();
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
    fsync,
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
  // SIGINT is a fast shutdown, which disconnects clients.
  return { url, stop: () => end(server, 'SIGINT', folder) };
}

/**
 * Starts PgBouncer with its least convenient settings: transaction pooling over few connections, with all session state
 * reset between transactions.
 *
 * @throws Error if PgBouncer is not installed; the message says what to install
 */
export async function startPgBouncer(serverUrl: string): Promise<PostgresServer> {
  const program = execFileSync(process.execPath, ['scripts/pgbouncer.mjs'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-pgbouncer-'));
  const user = unprivileged();
  const target = new URL(serverUrl);
  const port = await freePort();
  const quoted = (text: string) => `'${decodeURIComponent(text).replaceAll("'", "''")}'`;
  const settings = {
    listen_addr: '127.0.0.1',
    listen_port: port,
    unix_socket_dir: '',
    // PgBouncer listens only on loopback, so every client becomes the user in the line of the databases.
    auth_type: 'any',
    pool_mode: 'transaction',
    default_pool_size: 12,
    max_client_conn: 500,
    server_round_robin: 1,
    server_reset_query_always: 1,
  };
  const file = join(folder, 'pgbouncer.ini');
  const lines = [
    '[databases]',
    `* = host=${target.hostname} port=${target.port || '5432'} user=${quoted(target.username)} password=${quoted(target.password)}`,
    '[pgbouncer]',
    ...Object.entries(settings).map(([name, value]) => `${name} = ${value}`),
  ];
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
  if (user) for (const path of [folder, file]) chownSync(path, user.uid, user.gid);
  const bouncer = spawn(program, [file], { stdio: ['ignore', 'ignore', 'pipe'], ...user });
  const log: string[] = [];
  bouncer.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
  target.host = `127.0.0.1:${port}`;
  await answers(target.href, bouncer, log);
  return { url: target.href, stop: () => end(bouncer, 'SIGTERM', folder) };
}

async function end(program: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  const exit = once(program, 'exit');
  program.kill(signal);
  await exit;
  rmSync(folder, { recursive: true, force: true });
}

type User = { readonly uid: number; readonly gid: number };

/** PostgreSQL refuses to run as root, so root runs it as the `postgres` user. */
function unprivileged(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Prefers a locale that does not sort by bytes, so that queries that need byte order must request it. */
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

/** Neither program can choose a free port itself. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(url: string, program: ChildProcess, log: readonly string[]): Promise<void> {
  const deadline = Date.now() + LONGEST_START_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (program.exitCode !== null || Date.now() > deadline) {
        throw new Error(`${program.spawnfile} did not start: ${log.join('')}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
