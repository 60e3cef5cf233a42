// Installs a package where this is Debian and this process may do so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Longest that fetching something may take. */
const FETCH_LIMIT_MS = 10 * 60_000;

/**
 * Fetching talks on stderr, so that stdout stays free for what was asked.
 *
 * @returns {boolean} whether it worked
 */
export function fetchWith(command, args) {
  console.error([command, ...args].join(' '));
  const { status } = spawnSync(command, args, {
    stdio: ['ignore', 2, 2],
    timeout: FETCH_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

/** @returns {boolean} whether the packages are installed now */
export function installFromDebian(...names) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  const retries = ['-o', 'Acquire::Retries=3'];
  fetchWith('apt-get', ['update', '-q', ...retries]);
  return fetchWith('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...retries, ...names]);
}
