import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { samePool } from '../kit/client/balances.js';
import { nothingYet } from '../kit/client/state.js';
import type { Context } from '../kit/element/credits-element.js';
import { CreditsElement } from '../kit/element/credits-element.js';
import type { Status } from '../kit/element/frame.js';
import { Frame } from '../kit/element/frame.js';
import { hostStyles } from '../kit/styles/host.js';
import { actionsTemplate, emptyTemplate, footerTemplate } from '../kit/templates/places.js';
import { phrase } from '../kit/templates/basics.js';
import { CreditsAddRequestEvent } from '../kit/events/credits-add-request.js';
import { CreditsBalanceChangeEvent } from '../kit/events/credits-balance-change.js';
import { CreditsDepletedEvent } from '../kit/events/credits-depleted.js';
import { CreditsLowEvent } from '../kit/events/credits-low.js';
import { formatBalance } from '../kit/format/amount.js';
import { fromMillionths } from '../kit/format/decimal.js';
import { fill } from '../kit/format/fill.js';
import { balanceStyles } from './balance.styles.js';
import { gain, turnOf, valuesOf, wantsHistory } from './values.js';
import type { History } from './history.js';
import { poolTemplate, skeleton } from './pool-template.js';

/**
 * @summary A customer's credits of one type, or of all types side by side, live.
 *
 * @slot heading - Replaces the name of the credit type.
 * @slot actions - Content beside "Add credits".
 * @slot empty - Replaces the message for a customer without any credits.
 * @slot error - Replaces the error message and its retry button.
 * @slot footer - Replaces the freshness line.
 *
 * @csspart base - The whole widget; a card if it shows one pool.
 * @csspart header - The box of the heading.
 * @csspart pool - One pool; a card if there are several.
 * @csspart pool-heading - The name of one pool among several.
 * @csspart number - The balance.
 * @csspart unit - The unit of the balance.
 * @csspart status - The sentence about the state of the pool.
 * @csspart help - The explanation of the state.
 * @csspart held - Credits on hold.
 * @csspart meter - The share of the granted credits that is left.
 * @csspart expiry - The next expiry or renewal.
 * @csspart history - The box of the last changes.
 * @csspart change - One change.
 * @csspart actions - The box of the buttons.
 * @csspart add-button - The "Add credits" button.
 * @csspart empty - The box of the message for no credits.
 * @csspart error - The box of the error message.
 * @csspart signed-out - The message if nobody is signed in.
 * @csspart footer - The box of the freshness line.
 * @csspart skeleton - The placeholder while loading.
 *
 * @cssproperty --credits-color - Text color; inherited from the page by default.
 * @cssproperty --credits-muted-color - Color of secondary text.
 * @cssproperty --credits-background - Card background; transparent by default.
 * @cssproperty --credits-border-color - Card border color.
 * @cssproperty --credits-radius - Card corner radius.
 * @cssproperty --credits-spacing - Space between the card's border and its content.
 * @cssproperty --credits-accent - Color of the meter and the button.
 * @cssproperty --credits-warning - Color of the meter and the icon of a low balance.
 * @cssproperty --credits-danger - Color of the meter and the icon of a used-up or overdrawn balance.
 * @cssproperty --credits-track-color - Color of the empty part of the meter.
 * @cssproperty --credits-button-background - Background of "Add credits".
 * @cssproperty --credits-button-color - Text color of "Add credits".
 * @cssproperty --credits-focus-color - Color of the keyboard focus ring.
 *
 * @cssstate loading - The first numbers are loading.
 * @cssstate ready - There are numbers.
 * @cssstate live - Changes are pushed.
 * @cssstate current - The numbers were read without a failure, but changes are not pushed.
 * @cssstate empty - There never were credits.
 * @cssstate error - A failure that is not retried, or that came before the first numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The numbers are from before a failure, and the device is offline.
 * @cssstate ok - A pool is neither low nor used up.
 * @cssstate low - A pool is low.
 * @cssstate depleted - A pool is used up.
 * @cssstate overdrawn - A pool is below zero.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers have arrived.
 * @fires credits-balance-change - A balance changed.
 * @fires credits-low - A balance has become low.
 * @fires credits-depleted - A balance has fallen to zero or below.
 * @fires credits-add-request - "Add credits" was pressed; cancelable.
 * @fires credits-error - A failure.
 * @fires credits-auth-error - The server refuses this page's tokens.
 */
export class CreditsBalanceElement extends CreditsElement {
  static override readonly styles = [hostStyles, balanceStyles];
  static override properties: PropertyDeclarations = {
    canAdd: { type: Boolean, attribute: 'can-add' },
    history: {},
  };

  /** Shows "Add credits". The page listens to `credits-add-request` and opens its checkout. */
  canAdd = false;
  /** Shows this number of last changes below the balance, 1 to 50; 5 if the attribute is empty, none if 0. */
  history?: string | number | null;

  private readonly frame = new Frame<readonly Balance[]>(this, this.access, () => this.status());
  private changes?: History;
  private fetching?: Promise<unknown>;
  private lastData = nothingYet('loading');

  /** The newest known balances of the selected credit types; empty before the first numbers. */
  getData(): readonly Balance[] {
    return this.pools();
  }

  /** Resolves with the first numbers. */
  whenReady(): Promise<readonly Balance[]> {
    return this.frame.ready;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    // If the code cannot be fetched, the balance is shown without the changes.
    if (wantsHistory(this.history)) this.fetching ??= this.fetchHistory().catch(() => null);
  }

  override render(): TemplateResult {
    const status = this.status();
    const { state } = status;
    const context = this.context();
    const words = context.strings.balance;
    const pools = this.pools();
    const only = pools.length === 1 ? pools[0] : null;
    const none = isEmpty(pools);
    const several = !only && !none;

    const button = (pool: Balance | null, label?: string) =>
      this.canAdd
        ? html`<button
            class="add"
            part="add-button"
            aria-label=${label ?? nothing}
            @click=${() => this.dispatchEvent(new CreditsAddRequestEvent(pool))}
          >
            ${words.add}
          </button>`
        : nothing;

    const one = (pool: Balance) => {
      const { name } = pool;
      const content = poolTemplate(pool, context);
      if (!several) return html`<div class="pool ${pool.state}" part="pool">${content}</div>`;
      const id = `pool-${pool.creditTypeId}`;
      return html`<div class="pool card ${pool.state}" part="pool" role="group" aria-labelledby=${id}>
        <div class="heading" part="pool-heading" role="heading" aria-level=${Math.min(6, this.level + 1)} id=${id}>
          <bdi>${name}</bdi>
        </div>
        ${content}${button(pool, fill(words.addTo, { name }))}
      </div>`;
    };

    return this.frame.render(status, context, {
      look: several ? '' : 'single card',
      title: only ? phrase(words.heading, { name: only.name }) : words.title,
      body: html`${state === 'loading' ? skeleton : nothing}
      ${none ? nothing : html`<div class="pools">${pools.map(one)}</div>`} ${emptyTemplate(status, words)}`,
      end: html`${actionsTemplate(several || state === 'signed-out' ? nothing : button(only ?? null))}
      ${this.historyTemplate(context, state)} ${footerTemplate(status, context)}`,
    });
  }

  protected historyTemplate(context: Context, state: Status['state']): unknown {
    return this.changes?.render(context, state);
  }

  private async fetchHistory(): Promise<void> {
    const { History, words } = await import('./history.js');
    this.words = { ...this.words, ...words };
    this.changes = new History(this, this.access, this.frame);
    this.requestUpdate();
  }

  private status(): Status {
    const client = this.data;
    const { phase, error } = client;
    const pools = this.pools();
    return {
      state: phase === 'ready' && isEmpty(pools) ? 'empty' : phase,
      failure: phase === 'error' || (phase === 'ready' && !error?.retryable) ? error : null,
      client,
      // A pool that never had credits adds no state.
      traits: pools.map(({ state }) => state).filter((state) => state !== 'empty'),
    };
  }

  protected override updated(): void {
    const { data, lastData } = this;
    this.lastData = data;
    if (data.phase !== 'ready') return;
    if (lastData.phase === 'ready') this.tellChanges(lastData.balances);
    if (lastData.error && !data.error) this.announce('connection', this.context().strings.announce.reconnected);
  }

  private tellChanges(poolsBefore: readonly Balance[]): void {
    for (const pool of this.pools()) {
      const before = samePool(poolsBefore, pool);
      if (before === pool) continue;
      this.dispatchEvent(new CreditsBalanceChangeEvent(pool, before ?? null));
      const turn = before && turnOf(pool, before);
      if (!turn) continue;
      if (turn === 'low') this.dispatchEvent(new CreditsLowEvent(pool));
      else if (turn !== 'added' && before.state !== 'depleted') this.dispatchEvent(new CreditsDepletedEvent(pool));
      const context = this.context();
      const added = formatBalance(fromMillionths(gain(pool, before)), context.numberLocale);
      const message = fill(context.strings.announce[turn], { ...valuesOf(pool, context), added });
      this.announce(`${pool.creditTypeId} ${pool.resourceId}`, message);
    }
  }
}

const isEmpty = (pools: readonly Balance[]): boolean => pools.every(({ state }) => state === 'empty');

declare global {
  interface HTMLElementTagNameMap {
    'credits-balance': CreditsBalanceElement;
  }
}
