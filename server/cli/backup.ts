import type { Command } from 'commander';
import { BackupImpossible } from '../store/ports/maintenance.js';
import { print, UsageError } from './command.js';
import { openStore } from './store.js';

export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('copy the SQLite file as it is at one moment, also while a server writes')
    .argument('<file>', 'a new file; one that exists is never overwritten')
    .addHelpText(
      'after',
      '\nThe copy is opened, its pages are checked, and every row is compared with the original before this ends with 0.\n' +
        'To restore: stop the server, put the copy in the place of the database, remove -wal and -shm beside it, start.',
    )
    .action(async (file: string) => {
      const { maintenance } = await openStore();
      try {
        const { content, bytes } = await maintenance.backup(file);
        print(`${file}: ${bytes} bytes, content ${content}`);
      } catch (error) {
        throw error instanceof BackupImpossible ? new UsageError(error.message) : error;
      }
    });
}
