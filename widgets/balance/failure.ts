import type { CreditsError } from '../shared/client/credits-error.js';
import type { CreditsStrings } from '../shared/strings/english.js';

/** What went wrong, in words for the reader; `again` after a retry of theirs that failed too. */
export function describeFailure(error: CreditsError, { errors }: CreditsStrings, again: boolean): string {
  if (error.code === 'server_key_refused') return errors.serverKey;
  if (error.code === 'api_missing') return errors.setup;
  if (error.status === 403) return errors.forbidden;
  return again ? errors.again : errors.title;
}
