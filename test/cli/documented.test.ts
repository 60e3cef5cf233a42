import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { auditFile, newFolder } from '../store/sqlite-file.js';
import { CLI } from '../support/cli.js';

/** The shell blocks of a section, in their order. */
function blocksOf(file: string, section: string): readonly string[] {
  const text = readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  const found = text.split(/^## /m).find((part) => part.startsWith(section)) ?? '';
  return [...found.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block);
}

test('the commands of "Looking after the ledger" do what they are said to', { timeout: 120_000 }, async () => {
  const folder = newFolder();
  // The package is not installed there, so `npx drawdown` is the one that was built.
  const npx = join(folder.path, 'npx');
  writeFileSync(npx, `#!/bin/sh\n[ "$1" = drawdown ] && shift && exec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(npx, 0o755);
  const blocks = blocksOf('operations.md', 'Looking after the ledger');
  expect(blocks.length).toBeGreaterThanOrEqual(6);
  const env = { PATH: [folder.path, process.env['PATH']].join(delimiter) };
  const { stdout } = await promisify(execFile)('sh', ['-euc', blocks.join('\n')], { cwd: folder.path, env });
  expect(stdout).toMatch(/^applied 0001_ledger\.sql\n/);
  expect(readFileSync(join(folder.path, 'backend.key'), 'utf8')).toMatch(/^dd_live_[\w-]{43}\n$/);
  expect(stdout).toMatch(/\trevoked 20/);
  for (const name of ['data/drawdown.db', 'moved.db', 'backup.db']) {
    expect(auditFile(join(folder.path, name)).violations).toEqual([]);
  }
  folder.remove();
});
