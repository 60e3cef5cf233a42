import type { CreditsError } from '../client/credits-error.js';

/** The server refused this page's tokens, or nobody is signed in. */
export class CreditsAuthErrorEvent extends Event {
  constructor(readonly error: CreditsError) {
    super('credits-auth-error', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-auth-error': CreditsAuthErrorEvent;
  }
}
