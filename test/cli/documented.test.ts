import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { blocksOf, pathWithNpx } from '../docs/blocks.js';
import { auditFile, newFolder } from '../store/sqlite-file.js';

test('runs the commands of "Looking after the ledger" with the documented results', { timeout: 120_000 }, async () => {
  const folder = newFolder();
  const blocks = blocksOf('operations.md', 'Looking after the ledger').map(({ code }) => code);
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  const env = { PATH: pathWithNpx(folder.path) };
  const { stdout } = await promisify(execFile)('sh', ['-euc', blocks.join('\n')], { cwd: folder.path, env });
  expect(stdout).toMatch(/^applied 0001_ledger\.sql\napplied 0002-store-mode\n/);
  expect(readFileSync(join(folder.path, 'backend.key'), 'utf8')).toMatch(/^dd_live_[\w-]{43}\n$/);
  expect(stdout).toMatch(/\trevoked 20/);
  for (const name of ['data/drawdown.db', 'moved.db', 'backup.db']) {
    expect(auditFile(join(folder.path, name)).violations).toEqual([]);
  }
  folder.remove();
});
