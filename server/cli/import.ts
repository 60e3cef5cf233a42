import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import { importArchive } from '../store/common/archive/format.js';
import { tell } from './command.js';
import { openStore } from './store.js';

export function addImport(program: Command): void {
  program
    .command('import')
    .description('fill an empty database with what export wrote')
    .argument('[file]', 'the file; - is standard input', '-')
    .addHelpText(
      'after',
      '\nAll or nothing: the database must be empty (it is migrated first), the checksum must be right, and every account\n' +
        'must add up before anything is kept. No server may be using a SQLite file; with PostgreSQL, the role is that of\n' +
        'DATABASE_MIGRATION_URL where it is set.',
    )
    .action(async (file: string) => {
      const { maintenance } = await openStore();
      const { rows, content } = await importArchive(maintenance, file === '-' ? process.stdin : createReadStream(file));
      const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
      const { unusableZones } = await import('./time-zones.js');
      for (const { severity, message } of await unusableZones(maintenance)) tell(`${severity}: ${message}`);
      tell(`imported ${total} rows of ${Object.keys(rows).length} tables, content ${content}`);
    });
}
