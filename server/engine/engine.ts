import type { AccountRef, Ms } from '../ledger/values/refs.js';
import type { Command } from '../ledger/batch/registry.js';
import type { Outcome } from '../ledger/commands/result.js';

/** Ledger time, which decides when a grant is active. See `server/time` for the clocks. */
export interface Clock {
  nowMs(): Ms;
  /** `false` after the wall clock jumped. Writes are refused then (semantics: Time). */
  steady(): boolean;
}

/**
 * The time of a write that does not go through the engine.
 *
 * @throws ClockJumped while the clock is not steady
 */
export function steadyMs(clock: Clock): Ms {
  if (!clock.steady()) throw new ClockJumped('the clock of the server jumped');
  return clock.nowMs();
}

/** Thrown if too many commands wait. Nothing was written. */
export class EngineOverloaded extends Error {
  override readonly name = 'EngineOverloaded';
}

/** Thrown after a jump of the wall clock. Nothing was written. */
export class ClockJumped extends Error {
  override readonly name = 'ClockJumped';
}

export type Decision = Extract<Outcome, { status: 'done' | 'refused' }>;

export interface Engine {
  readonly clock: Clock;
  /**
   * Writes a command. All writes of the ledger go through here. Resolves when the outcome is durable.
   *
   * @param lane background commands give way to requests
   * @throws EngineOverloaded, ClockJumped or StoreUnavailable if nothing was written. The command may be sent again
   */
  submit(command: Command, lane?: 'foreground' | 'background'): Promise<Decision>;
  /** Writes the due changes of a customer, if there are any. */
  catchUp(customerId: string): Promise<void>;
  /** Calls back after each commit with the changed accounts. @returns a function that unsubscribes */
  onCommit(listener: (changed: readonly AccountRef[]) => void): () => void;
  waiting(): number;
  /** Refuses new commands and resolves when all accepted ones are answered. */
  drain(): Promise<void>;
}
