import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const FETCH_LIMIT_MS = 10 * 60_000;

/**
 * Prints to stderr, because callers print their result on stdout.
 *
 * @returns {boolean} whether the command succeeded
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

export function installFromDebian(...names) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  const retries = ['-o', 'Acquire::Retries=3'];
  fetchWith('apt-get', ['update', '-q', ...retries]);
  return fetchWith('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...retries, ...names]);
}
