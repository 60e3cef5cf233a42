import type { Balance } from '../../../server/contract/index.js';

/** The first numbers have arrived. */
export class CreditsReadyEvent extends Event {
  constructor(readonly balances: readonly Balance[]) {
    super('credits-ready', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-ready': CreditsReadyEvent;
  }
}
