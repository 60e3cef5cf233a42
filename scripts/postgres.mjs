// Prints the folder of the PostgreSQL programs. `--install` installs the package of Debian if there are none.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installFromDebian } from './debian.mjs';

const PROGRAMS = ['initdb', 'postgres'];

const VERSIONED = [
  { folder: '/usr/lib/postgresql', pattern: /^\d+$/ },
  { folder: '/opt/homebrew/opt', pattern: /^postgresql(@\d+)?$/ },
  { folder: '/usr/local/opt', pattern: /^postgresql(@\d+)?$/ },
];

function isComplete(folder) {
  try {
    for (const program of PROGRAMS) accessSync(join(folder, program), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installed() {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const versioned = VERSIONED.flatMap(({ folder, pattern }) =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter((name) => pattern.test(name))
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((name) => join(folder, name, 'bin')),
  );
  return [...versioned, ...onPath].find(isComplete);
}

/**
 * The folder of the programs; empty if `TEST_DATABASE_URL` names a running server.
 *
 * @param {boolean} mayInstall
 * @returns {string}
 * @throws {Error} if there are none; the message says what to do
 */
export function findPostgres(mayInstall = false) {
  if (process.env['TEST_DATABASE_URL']) return '';
  const found = installed() ?? (mayInstall && installFromDebian('postgresql') ? installed() : undefined);
  if (found) return found;
  throw new Error(
    'No PostgreSQL was found. Install its server (on Debian: apt-get install postgresql; elsewhere: brew install ' +
      'postgresql), which the tests start by themselves, or set TEST_DATABASE_URL to one that runs, as a superuser: ' +
      'postgres://user:password@host/postgres. Then run this again.',
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(findPostgres(process.argv.includes('--install')));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
