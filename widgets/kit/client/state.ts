import type { Balance } from '../../../server/contract/index.js';
import type { CreditsError } from './credits-error.js';

/** A failure never leaves `ready`: known numbers stay. */
export type Phase = 'loading' | 'ready' | 'error' | 'signed-out';

/** `live` numbers are pushed, `current` ones were polled, and `stale` and `offline` ones are from before a failure. */
export type Freshness = 'live' | 'current' | 'stale' | 'offline';

export type ClientState = {
  readonly phase: Phase;
  /** Each balance stays the same object until it changes. */
  readonly balances: readonly Balance[];
  readonly freshness: Freshness;
  /** Last confirmation of the numbers, in milliseconds of the server's clock. */
  readonly asOfMs: number;
  readonly error: CreditsError | null;
};

export const nothingYet = (phase: Phase, error: CreditsError | null = null): ClientState => ({
  phase,
  balances: [],
  freshness: 'current',
  asOfMs: 0,
  error,
});
