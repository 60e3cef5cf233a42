import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { requireLocal } from './filesystem.js';

const path = join(tmpdir(), 'ledger.db');

test('accepts a local disk and refuses a network filesystem', () => {
  expect(() => requireLocal(path)).not.toThrow();
  expect(() => requireLocal(path, () => 0x6969)).toThrow(/ledger\.db is on NFS: SQLite needs a local disk/);
  // Some kernels return a signed number.
  expect(() => requireLocal(path, () => 0xff534d42 | 0)).toThrow(/is on CIFS/);
});
