import type { Balance } from '../../../server/contract/index.js';

/** The reader wants more credits. `preventDefault()` keeps the element from doing anything about it itself. */
export class CreditsAddRequestEvent extends Event {
  constructor(readonly balance: Balance | null) {
    super('credits-add-request', { bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-add-request': CreditsAddRequestEvent;
  }
}
