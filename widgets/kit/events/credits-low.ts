import type { Balance } from '../../../server/contract/index.js';

/** A balance has become low by the server's thresholds. */
export class CreditsLowEvent extends Event {
  constructor(readonly balance: Balance) {
    super('credits-low', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-low': CreditsLowEvent;
  }
}
