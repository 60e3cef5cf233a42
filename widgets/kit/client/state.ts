import type { Balance } from '../../../server/contract/index.js';
import type { CreditsError } from './credits-error.js';

/** The phase of a client. A failure never leaves `ready`: known numbers stay. */
export type Phase = 'loading' | 'ready' | 'error' | 'signed-out';

/**
 * How fresh the numbers are: pushed as they change (`live`), asked for and in order (`current`), or left from before a
 * failure (`stale`, `offline`).
 */
export type Freshness = 'live' | 'current' | 'stale' | 'offline';

/** The state of a client. Immutable: every change makes a new object. */
export type ClientState = {
  readonly phase: Phase;
  /** Each balance stays the same object until it changes. */
  readonly balances: readonly Balance[];
  readonly freshness: Freshness;
  /** The time at which the numbers were last confirmed, in milliseconds of the server's clock. */
  readonly asOfMs: number;
  readonly error: CreditsError | null;
};

/** Without numbers. */
export const nothingYet = (phase: Phase, error: CreditsError | null = null): ClientState => ({
  phase,
  balances: [],
  freshness: 'current',
  asOfMs: 0,
  error,
});
