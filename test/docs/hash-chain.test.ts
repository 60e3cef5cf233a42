import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeArchive } from '../../server/store/common/archive/format.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
import { editGrant, event, grant, payGrant, seedStore, START_MS, subscribe } from '../support/commands.js';
import { newFolder, openStore } from '../store/sqlite-file.js';

/** The program of the page knows nothing of the server: it shares no code, and reads an export. */
const folder = newFolder();
const program = join(folder.path, 'verify.mjs');
const at = (name: string) => join(folder.path, name);
let text = '';

beforeAll(async () => {
  const page = readFileSync(new URL('../../docs/hash-chain.md', import.meta.url), 'utf8');
  const [, code = ''] = /<!-- run: verify -->\s*```js\n([\s\S]*?)```/.exec(page) ?? [];
  expect(code).not.toMatch(/from '(?!node:)/);
  writeFileSync(program, code);
  const store = await openStore(at('ledger.db'));
  await seedStore(store);
  const [paid, pending] = [
    grant(10, { reason: 'ünïcode "quoted"\n' }),
    grant(5, { payment: { mode: 'external', reference: 'inv_1' } }),
  ];
  const edits = [editGrant(paid.id, { amount: 12_500_000n, priority: 3, expiresAtMs: START_MS + 9_000 })];
  await store.transact([paid, pending, event(3, { userId: 'user-1' }), subscribe('pro')], START_MS);
  await store.transact(
    [...edits, editGrant(paid.id, { metadata: { a: 'b' } }), payGrant(pending.id), event(2)],
    START_MS,
  );
  await store.close();
  for await (const chunk of encodeArchive(openSqliteMaintenance(at('ledger.db')), START_MS)) text += chunk;
});
afterAll(() => folder.remove());

function verify(archive: string): { readonly out: string; readonly status: number | null } {
  writeFileSync(at('export.ndjson'), archive);
  const { stdout, status } = spawnSync(process.execPath, [program, at('export.ndjson')], { encoding: 'utf8' });
  return { out: stdout.trim(), status };
}

test('the program of the page finds every entry of an export sound, those with changed terms included', () => {
  expect(text).toContain('\\"before\\":{\\"amount\\":\\"10\\",\\"priority\\":50');
  expect(verify(text)).toMatchObject({
    out: expect.stringMatching(/^[1-9]\d* entries, 0 problems$/) as string,
    status: 0,
  });
});

test.each([
  ['the reason of an entry', 'ünïcode', 'unicode'],
  ['an amount', '"2500000"', '"2500001"'],
  ['the terms before an edit', '\\"priority\\":50', '\\"priority\\":5'],
])('the program of the page finds an entry that was altered in %s', (_, from, to) => {
  expect(text).toContain(from);
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.includes('"table":"entries"'));
  const altered = lines.map((line, place) => (place > first ? line.replace(from, to) : line)).join('\n');
  expect(verify(altered)).toMatchObject({ out: expect.stringContaining('breaks the chain') as string, status: 1 });
});
