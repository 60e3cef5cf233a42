// Runs one command of this project and says how it went.
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';

/**
 * Runs `command` in the project's folder with the terminal's output and no input. Resolves to its exit code; a command
 * that cannot be started, or that a signal ended, counts as 1.
 *
 * @param {string} command as one would type it in an npm script
 * @param {Record<string, string>} [env] added to this process's own
 * @returns {Promise<number>}
 */
export function run(command, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, {
      shell: true,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `node_modules/.bin${delimiter}${process.env.PATH}`, ...env },
    });
    child.on('error', () => resolve(1));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
