import type { Balance } from '../../../server/contract/index.js';

/** A balance has fallen to zero or below. */
export class CreditsDepletedEvent extends Event {
  constructor(readonly balance: Balance) {
    super('credits-depleted', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-depleted': CreditsDepletedEvent;
  }
}
