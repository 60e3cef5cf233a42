import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../server/ledger/accounts/entry.js';
import { openWriter, type Writer } from '../../server/store/sqlite/driver/writer.js';
import { event, grant, people, seedStore, START_MS } from '../support/commands.js';
import { auditFile, newFolder, openStore } from './sqlite-file.js';

const COMMITS = 30;
const CUTS = 120;

/** After a power cut, the file may exist with its write-ahead log up to any byte. */
const folder = newFolder();
const file = join(folder.path, 'ledger.db');
let wal: Buffer;
const lengths: number[] = [];

beforeAll(async () => {
  const store = await openStore(file);
  await seedStore(store);
  await store.close();
  const writer = openWriter(file);
  fill(writer);
  wal = readFileSync(`${file}-wal`);
  copyFileSync(file, `${file}.before`);
  writer.close();
});
afterAll(() => folder.remove());

function fill(writer: Writer): void {
  let entries = 0;
  lengths.push(0);
  for (let index = 0; index < COMMITS; index += 1) {
    const expiresAtMs = START_MS + (index + 3) * 1_000;
    const batch = [grant(5, { expiresAtMs }), event(3), event(1, { customerId: people.bob }), event(4)];
    const { outcomes } = writer.transact(batch, START_MS + index * 1_000);
    expect(outcomes.map(({ status }) => status)).toEqual(batch.map(() => 'done'));
    entries = auditFile(file).entries.length;
    lengths.push(entries);
  }
}

/** Opens the file with this log, as a start after a crash does. */
function recover(log: Buffer): readonly Entry[] {
  const copy = join(folder.path, 'copy.db');
  copyFileSync(`${file}.before`, copy);
  writeFileSync(`${copy}-wal`, log);
  openWriter(copy).close();
  const { violations, entries } = auditFile(copy);
  expect(violations).toEqual([]);
  return entries;
}

const commitsOf = (entries: readonly Entry[]) => lengths.indexOf(entries.length);

test('a complete log has every commit', () => {
  expect(commitsOf(recover(wal))).toBe(COMMITS);
});

test('a log cut at any byte has every whole commit before the cut', () => {
  let last = 0;
  for (let cut = 0; cut <= CUTS; cut += 1) {
    const commits = commitsOf(recover(wal.subarray(0, Math.floor((wal.length * cut) / CUTS))));
    expect(commits).toBeGreaterThanOrEqual(last);
    last = commits;
  }
  expect(last).toBe(COMMITS);
});

test('a log cut near the end of its last frames loses at most the cut commit', () => {
  for (const missing of [1, 2, 23, 24, 25, 4_095, 4_096, 4_119, 4_120, 4_121]) {
    expect(commitsOf(recover(wal.subarray(0, wal.length - missing)))).toBe(COMMITS - 1);
  }
});

test('a flipped bit ends the log there, and later commits count as never written', () => {
  for (let flip = 1; flip < 40; flip += 1) {
    const damaged = Buffer.from(wal);
    const at = Math.floor((wal.length * flip) / 40);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    const commits = commitsOf(recover(damaged));
    expect(commits).toBeGreaterThanOrEqual(0);
    expect(commits).toBeLessThan(COMMITS);
  }
});
