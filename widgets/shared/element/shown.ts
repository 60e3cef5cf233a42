import type { Balance } from '../../../server/contract/index.js';
import { CreditsError } from '../client/credits-error.js';
import type { ClientState, Phase } from '../client/state.js';
import type { AnswerReader, Question } from './answer-reader.js';
import type { Lazy } from './lazy.js';

const UNREACHABLE = new CreditsError('network', 'unreachable', true);

/** What is to be shown of all that is known. */
export type Shown = {
  readonly state: Phase | 'empty';
  readonly pool: Balance | undefined;
  /** Worth a message: one that heals by itself is told by the line on freshness. */
  readonly failure: CreditsError | null;
  /** As the line on freshness has it. */
  readonly client: ClientState;
};

/** What an element that reads more than balances shows; `isEmpty` says whether its answer has anything to show. */
export function shownOf(
  data: ClientState,
  { answer, error, asOfMs }: Pick<AnswerReader<Question, unknown>, 'answer' | 'error' | 'asOfMs'>,
  pool: Balance | undefined,
  isEmpty: boolean,
): Shown {
  const own = answer ? 'ready' : error ? 'error' : 'loading';
  const phase = data.phase === 'ready' && pool ? own : data.phase;
  // Its own numbers are older than the balance's where only they could not be had.
  const older = phase === 'ready' && error && data.freshness !== 'offline';
  const worst = error ?? data.error;
  return {
    state: phase === 'ready' && isEmpty ? 'empty' : phase,
    pool,
    failure: phase === 'error' || (phase === 'ready' && !worst?.retryable) ? worst : null,
    client: { ...data, ...(older && { freshness: 'stale', asOfMs }), error: worst },
  };
}

/** The same of an element whose looks are fetched: until they are here it is loading, and without them it has failed. */
export function shownWith(shown: Shown, looks: unknown, lazyLooks: Lazy<unknown>): Shown {
  if (looks || !/ready|empty/.test(shown.state)) return shown;
  return lazyLooks.failed() ? { ...shown, state: 'error', failure: UNREACHABLE } : { ...shown, state: 'loading' };
}
