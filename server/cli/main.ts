#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT, tell, UsageError } from './command.js';
import { createProgram } from './program.js';

async function main(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // Commander also throws for help and version. It has already printed its message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  tell(`drawdown: ${wordsOf(error)}`);
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

function wordsOf(error: unknown): string {
  // If a host name has several addresses and none answers, the driver throws one error for each.
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  // A failed query quotes its parameters. Its cause says what happened.
  if ('query' in error && error.cause !== undefined) return wordsOf(error.cause);
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' && path !== undefined) return `${path} is there already, and is never overwritten`;
  return error.name === 'StoreUnavailable' && error.cause !== undefined
    ? `${error.message}: ${wordsOf(error.cause)}`
    : error.message;
}

await main();
