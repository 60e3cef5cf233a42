import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addBackup } from './backup.js';
import { addDoctor } from './doctor.js';
import { addExport } from './export.js';
import { addImport } from './import.js';
import { addKeys } from './keys.js';
import { addMigrate } from './migrate.js';
import { addServe } from './serve.js';

const EXIT_CODES = `
Exit codes:
  0  done, or nothing was found to be wrong
  1  it failed, or something was found; standard error says what
  2  it was called or configured in a way that cannot work; nothing was tried

The environment is that of the server: docs/operations.md lists it.`;

export function createProgram(): Command {
  const program = new Command('drawdown')
    .description('Prepaid credits: runs the server, and looks after its ledger.')
    .version(version(), '--version', 'print the version')
    .helpOption('--help', 'print this')
    .helpCommand('help [command]', 'print what a command does')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  for (const add of [addServe, addMigrate, addKeys, addDoctor, addBackup, addExport, addImport]) add(program);
  return program;
}

/** Resolved by package name, because the source and the build have different depths. */
function version(): string {
  const text = readFileSync(new URL(import.meta.resolve('drawdown/package.json')), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
