import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readMigrations } from '../../server/store/common/migrations.js';
import { newFolder } from './sqlite-file.js';

/** The SHA-256 of every released migration. Lines are added, but never changed. */
const RELEASED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sqlite: {
    '0001_ledger.sql': '50bfcee26934212fe15726dcc8cd0e4b2227974987cca951509a84be48441e86',
    '0002-store-mode': '8ed7160eb8e44c7a2e25d53616110b6517c33b657ce81ae51c67a48fe6727805',
  },
  postgres: {
    '0001_ledger.sql': 'fca3c94a970c6aae8a0f0f0ef950d766c8d3cd383a081a240300aed6bec7e588',
    '0002-store-mode': '2d247de03e27a41357b94bafb1e4ee4a392050590e7b59348cc6be6dccec5352',
  },
};

test.each(['sqlite', 'postgres'])('no released migration of %s has changed', (engine) => {
  const migrations = readMigrations(new URL(`../../server/store/${engine}/migrations/`, import.meta.url));
  const found = Object.fromEntries(migrations.map(({ name, sha256 }) => [name, sha256]));
  expect(
    found,
    `A migration of ${engine} changed after it was applied to databases, which then refuse to start. Undo the change ` +
      'and write a new migration, a folder such as 0003-what-it-does/ with up.sql. If you have just written a new one, ' +
      'add its hash to RELEASED.',
  ).toEqual(RELEASED[engine]);
});

describe('a folder of migrations', () => {
  let folder: ReturnType<typeof newFolder>;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => folder.remove());

  const write = (name: string) => {
    if (name.endsWith('.sql')) writeFileSync(join(folder.path, name), `-- ${name}`);
    else {
      mkdirSync(join(folder.path, name));
      for (const file of ['up.sql', 'before.sql', 'README.md']) {
        writeFileSync(join(folder.path, name, file), `-- ${file} of ${name}`);
      }
    }
  };
  const read = () => readMigrations(pathToFileURL(`${folder.path}/`));

  test('returns the SQL of files and folders in numeric order', () => {
    for (const name of ['0010-third', '0002-second', '0001_first.sql']) write(name);
    expect(read().map(({ name, sql }) => [name, sql])).toEqual([
      ['0001_first.sql', '-- 0001_first.sql'],
      ['0002-second', '-- up.sql of 0002-second'],
      ['0010-third', '-- up.sql of 0010-third'],
    ]);
    expect(new Set(read().map(({ sha256 }) => sha256)).size).toBe(3);
  });

  test('refuses two migrations with one number', () => {
    for (const name of ['0002-one', '0002-other']) write(name);
    expect(read).toThrow('two migrations have the number 0002');
  });

  test('refuses an invalid migration name', () => {
    write('second.sql');
    expect(read).toThrow('second.sql is not named as a migration');
  });
});
