#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT, tell, UsageError } from './command.js';
import { createProgram } from './program.js';

/** The `drawdown` command. Whatever goes wrong is said in words on standard error, never with a stack trace. */
async function main(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // Help and version are asked for; of anything else the parser has already said what it did not understand.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  tell(`drawdown: ${wordsOf(error)}`);
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

function wordsOf(error: unknown): string {
  // A name that has several addresses, and none of them answers: the driver says it address by address.
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST' && path !== undefined) return `${path} is there already, and is never overwritten`;
  return error.message;
}

await main();
