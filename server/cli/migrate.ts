import type { Command } from 'commander';
import { print } from './command.js';
import { openStore } from './store.js';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to the schema of this version')
    .addHelpText(
      'after',
      '\nAs the role of DATABASE_MIGRATION_URL where it is set, else of DATABASE_URL. A server does the same when it\n' +
        'starts; here it is done before, by somebody else. Run again, it finds nothing to do.',
    )
    .action(async () => {
      const { maintenance } = await openStore();
      const applied = await maintenance.migrate();
      if (applied.length === 0) print(`nothing to do: the schema is ${maintenance.schema}`);
      for (const name of applied) print(`applied ${name}`);
    });
}
