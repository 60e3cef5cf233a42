import type { CreditsError } from '../client/credits-error.js';

/** A failure. Known numbers stay on the page, and retryable errors are retried. */
export class CreditsErrorEvent extends Event {
  constructor(readonly error: CreditsError) {
    super('credits-error', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-error': CreditsErrorEvent;
  }
}
