import type { CreditsError } from '../client/credits-error.js';

/** Something failed. The numbers that were there stay; what can be retried is retried. */
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
