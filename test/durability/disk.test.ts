import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connect, give, seedOver } from '../support/http-client.js';
import { startServer } from '../support/server-process.js';
import { auditFile, newFolder } from '../store/sqlite-file.js';

const folder = newFolder();
afterAll(() => folder.remove());

/** strace injects the disk faults from outside, so the tests need a machine that has it and allows tracing. */
const canTrace = spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;

async function injectInto(pid: number, fault: string): Promise<() => Promise<void>> {
  const [call = ''] = fault.split(':');
  const options = ['-f', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${fault}`];
  const strace = spawn('strace', [...options, '-p', String(pid)]);
  const exit = once(strace, 'exit');
  let said = '';
  await new Promise<void>((resolve, reject) => {
    strace.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('attached')) resolve();
    });
    void exit.then(() => reject(new Error(said)));
  });
  return async () => {
    strace.kill('SIGINT');
    await exit;
  };
}

test.skipIf(!canTrace)(
  'a full disk answers 503 without effect, reads continue, and writes resume with free space',
  async () => {
    const database = join(folder.path, 'full.db');
    const server = await startServer(database);
    const client = connect(server.url);
    await seedOver(client, ['ada']);
    await give(client, 'ada', '100');
    const report = { customerId: 'ada', featureId: 'mail', quantity: 40, idempotencyKey: 'full' };

    const clear = await injectInto(server.child.pid ?? 0, 'pwrite64:error=ENOSPC');
    const refused = await client.send('POST', '/v1/events', report);
    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect((await client.send('GET', '/v1/customers/ada/balances/tokens')).body['balance']).toBe('100');
    await clear();

    expect(await client.send('POST', '/v1/events', report)).toMatchObject({ status: 200, body: { duplicate: false } });
    expect((await client.send('GET', '/v1/customers/ada/balances/tokens')).body['balance']).toBe('60');
    client.close();
    expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(auditFile(database).violations).toEqual([]);
  },
);

test.skipIf(!canTrace)('a failed sync ends the server, and the next start reads the true state', async () => {
  const database = join(folder.path, 'sync.db');
  const server = await startServer(database);
  const client = connect(server.url);
  await seedOver(client, ['ada']);
  await give(client, 'ada', '100');
  const report = { customerId: 'ada', featureId: 'mail', quantity: 40, idempotencyKey: 'sync' };

  const clear = await injectInto(server.child.pid ?? 0, 'fsync,fdatasync:error=EIO');
  const exit = once(server.child, 'exit');
  expect(await client.send('POST', '/v1/events', report)).toMatchObject({ status: 503 });
  expect((await exit)[0]).toBe(1);
  await clear();
  client.close();

  const next = await startServer(database);
  const again = connect(next.url);
  // The event happens exactly once with the same key, whether or not the first attempt was committed.
  expect(await again.send('POST', '/v1/events', report)).toMatchObject({ status: 200 });
  expect((await again.send('GET', '/v1/customers/ada/balances/tokens')).body['balance']).toBe('60');
  again.close();
  expect(await next.end('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(auditFile(database).violations).toEqual([]);
});
