import type { ConfigResult } from '../config.js';

export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** Thrown before anything was changed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Results go to standard output, which other programs read, and nothing else does. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

export const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** @throws UsageError with one line for each problem of the environment */
export function requireConfig<T>(config: ConfigResult<T>): T {
  if ('ok' in config) return config.ok;
  throw new UsageError(['the configuration is invalid:', ...config.problems.map((each) => `  ${each}`)].join('\n'));
}
