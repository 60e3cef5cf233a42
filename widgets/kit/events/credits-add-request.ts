import type { Balance } from '../../../server/contract/index.js';

/** The reader asked for more credits. `preventDefault()` stops the element's own reaction. */
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
