import type { Balance } from '../../../server/contract/index.js';

/** A balance changed. `previous` is the balance before; `null` for a new pool. */
export class CreditsBalanceChangeEvent extends Event {
  constructor(
    readonly balance: Balance,
    readonly previous: Balance | null,
  ) {
    super('credits-balance-change', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'credits-balance-change': CreditsBalanceChangeEvent;
  }
}
