import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';

/**
 * Runs `command` with the output of this process and without input. Resolves to its exit code, which is 1 if the command
 * cannot start or is ended by a signal.
 *
 * @param {Record<string, string>} [env] added to the environment of this process
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
