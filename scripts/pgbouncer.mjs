// Prints the path of PgBouncer for the tests. `--install` installs the package of Debian if there is none.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installFromDebian } from './debian.mjs';

/** Debian installs PgBouncer in a folder that is not on the PATH of ordinary users. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/opt/homebrew/bin'];

function installed() {
  return FOLDERS.map((folder) => join(folder, 'pgbouncer')).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const mayInstall = process.argv.includes('--install');
const found = installed() ?? (mayInstall && installFromDebian('pgbouncer') ? installed() : undefined);
if (found) console.log(found);
else {
  console.error(
    'No PgBouncer was found. Install it (on Debian: apt-get install pgbouncer; elsewhere: brew install pgbouncer), ' +
      'then run this again.',
  );
  process.exit(1);
}
