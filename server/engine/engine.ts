import type { AccountRef, Ms } from '../ledger/values/refs.js';
import type { Command } from '../ledger/batch/registry.js';
import type { Outcome } from '../ledger/commands/result.js';

/** Ledger time: what decides when a grant is active. A sandbox can stand still; see `clock.ts`. */
export interface Clock {
  nowMs(): Ms;
  /** false while the wall clock cannot be trusted: writes are refused then (semantics: time). */
  steady(): boolean;
}

/**
 * The time of a write that does not go through the engine.
 *
 * @throws ClockJumped while the clock cannot be trusted
 */
export function steadyMs(clock: Clock): Ms {
  if (!clock.steady()) throw new ClockJumped('the clock of the server jumped');
  return clock.nowMs();
}

/** Too many commands wait; nothing was done with this one. */
export class EngineOverloaded extends Error {
  override readonly name = 'EngineOverloaded';
}

/** The wall clock jumped; nothing was done with this command. */
export class ClockJumped extends Error {
  override readonly name = 'ClockJumped';
}

/** A command that was decided: done, or refused by a rule. */
export type Decided = Extract<Outcome, { status: 'done' | 'refused' }>;

export interface Engine {
  readonly clock: Clock;
  /**
   * The one door for writes. Resolves when the outcome is durable.
   *
   * @param lane background work gives way to requests
   * @throws EngineOverloaded, ClockJumped, StoreUnavailable: nothing was written, the same command may be sent again.
   */
  submit(command: Command, lane?: 'foreground' | 'background'): Promise<Decided>;
  /** Writes what time has made due for this customer; does nothing when nothing is. */
  catchUp(customerId: string): Promise<void>;
  /** Calls back after each commit with the accounts that changed; returns a function that stops it. */
  onCommit(listener: (changed: readonly AccountRef[]) => void): () => void;
  /** How many commands wait for their batch. */
  waiting(): number;
  /** Takes no more commands and resolves when those taken are answered. */
  drain(): Promise<void>;
}
