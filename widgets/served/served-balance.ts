import type { Balance } from '../../server/contract/index.js';
import { CreditsBalanceElement } from '../balance/credits-balance-element.js';
import { historyShape } from '../balance/history.js';
import { wantsHistory } from '../balance/values.js';
import type { ClientState } from '../kit/client/state.js';
import type { Context } from '../kit/element/credits-element.js';

/** Renders given balances and words instead of fetching them. */
export class ServedBalance extends CreditsBalanceElement {
  constructor(
    private readonly balances: readonly Balance[],
    private readonly wording: Context,
  ) {
    super();
  }

  protected override historyTemplate(_: Context, state: string): unknown {
    return !wantsHistory(this.history) || state !== 'ready' ? null : historyShape(this.history);
  }

  protected override get data(): ClientState {
    const { balances, wording } = this;
    return { phase: 'ready', balances, freshness: 'current', asOfMs: wording.nowMs, error: null };
  }

  protected override context(): Context {
    return this.wording;
  }
}
