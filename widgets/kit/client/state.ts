import type { Balance } from '../../../server/contract/index.js';
import type { CreditsError } from './credits-error.js';

/** Which of the four a widget shows. Once there are numbers, a failure never takes them away. */
export type Phase = 'loading' | 'ready' | 'error' | 'signed-out';

/**
 * How fresh the numbers are: pushed as they change (`live`), asked for and in order (`current`), or left from before a
 * failure (`stale`, `offline`).
 */
export type Freshness = 'live' | 'current' | 'stale' | 'offline';

/** What a client knows: a new object whenever any of it changes. */
export type ClientState = {
  readonly phase: Phase;
  /** Each the same object until it changes. */
  readonly balances: readonly Balance[];
  readonly freshness: Freshness;
  /** When the numbers were last known to be right, in milliseconds of the server's clock. */
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
