import type { ConfigResult } from '../config.js';

/** What the program answers its caller: see `drawdown help`. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** The command was called in a way that cannot work; nothing was tried. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The result of a command, and nothing else, goes to standard output: other programs read it. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What a person wants to know beside the result. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** @throws UsageError with all that is wrong with the environment, a line each */
export function settled<T>(config: ConfigResult<T>): T {
  if ('ok' in config) return config.ok;
  throw new UsageError(['the configuration has problems:', ...config.problems.map((each) => `  ${each}`)].join('\n'));
}
