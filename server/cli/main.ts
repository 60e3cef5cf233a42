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
  tell(`drawdown: ${error instanceof Error ? error.message : String(error)}`);
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}

await main();
