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
import { formatAmount } from '../kit/format/amount.js';
import { fromMillionths } from '../kit/format/decimal.js';
import { fill } from '../kit/format/fill.js';
import { balanceStyles } from './balance.styles.js';
import { gain, turnOf, valuesOf } from './values.js';
import type { History } from './history.js';
import { poolTemplate, skeleton } from './pool-template.js';

/**
 * @summary A customer's credits of one type, or of all types side by side, live.
 *
 * @slot heading - Instead of the name of the credit type.
 * @slot actions - Beside "Add credits".
 * @slot empty - What to say to a customer who never had credits.
 * @slot error - Instead of the message and its retry button.
 * @slot footer - Instead of the line that says how fresh the numbers are.
 *
 * @csspart base - The whole widget; the card when it shows one pool.
 * @csspart header - Around the heading.
 * @csspart pool - One pool; a card when there are several.
 * @csspart pool-heading - The name of one pool among several.
 * @csspart number - The balance.
 * @csspart unit - What the balance counts.
 * @csspart status - The sentence on the state of the pool.
 * @csspart help - What that state means.
 * @csspart held - Credits on hold.
 * @csspart meter - What is left of what was granted.
 * @csspart expiry - The next expiry or renewal.
 * @csspart history - Around the last changes.
 * @csspart change - One of them.
 * @csspart actions - Around the buttons.
 * @csspart add-button - "Add credits".
 * @csspart empty - Around the message for no credits.
 * @csspart error - Around the message of a failure.
 * @csspart signed-out - The message for a reader who is not signed in.
 * @csspart footer - Around the line on freshness.
 * @csspart skeleton - What stands there while loading.
 *
 * @cssproperty --credits-color - Text; the page's own by default.
 * @cssproperty --credits-muted-color - Text of less weight.
 * @cssproperty --credits-background - The card; none by default, so the page shows through.
 * @cssproperty --credits-border-color - The card's border.
 * @cssproperty --credits-radius - The card's corners.
 * @cssproperty --credits-spacing - Between the card's border and its content.
 * @cssproperty --credits-accent - The meter, and the button.
 * @cssproperty --credits-warning - The meter and the icon of a low balance.
 * @cssproperty --credits-danger - The meter and the icon of one that is used up or overdrawn.
 * @cssproperty --credits-track-color - The empty part of the meter.
 * @cssproperty --credits-button-background - "Add credits".
 * @cssproperty --credits-button-color - Its label.
 * @cssproperty --credits-focus-color - The ring around what has the keyboard.
 *
 * @cssstate loading - The first numbers are on their way.
 * @cssstate ready - There are numbers.
 * @cssstate live - Changes arrive by themselves.
 * @cssstate current - The numbers were asked for, and none arrive by themselves.
 * @cssstate empty - There never were credits.
 * @cssstate error - Something failed that does not heal by itself, or before there were numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The same, and the device is offline.
 * @cssstate ok - A pool is neither low nor used up.
 * @cssstate low - A pool is low.
 * @cssstate depleted - A pool is used up.
 * @cssstate overdrawn - A pool is below zero.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers are here.
 * @fires credits-balance-change - A balance changed.
 * @fires credits-low - A balance has become low.
 * @fires credits-depleted - A balance has come to zero or below.
 * @fires credits-add-request - "Add credits" was pressed; cancelable.
 * @fires credits-error - Something failed.
 * @fires credits-auth-error - The server refuses this page's tokens.
 */
export class CreditsBalanceElement extends CreditsElement {
  static override readonly styles = [hostStyles, balanceStyles];
  static override properties: PropertyDeclarations = {
    canAdd: { type: Boolean, attribute: 'can-add' },
    history: {},
  };

  /** Shows "Add credits"; the page listens to `credits-add-request` and opens what sells them. */
  canAdd = false;
  /** Shows the last changes below the balance: this many, 1 to 50; 5 when it is said without a number. */
  history?: string | number | null;

  private readonly frame = new Frame<readonly Balance[]>(this, this.access, () => this.status());
  private changes?: History;
  private fetching?: Promise<unknown>;
  private lastData = nothingYet('loading');

  /** The balances that are shown, newest known; empty while there are none. */
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
    if (this.history != null) this.fetching ??= this.fetchHistory().catch(() => null);
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

  /** The last changes, once their code has been fetched. */
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
      // A pool among others that never had credits is no state.
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
      const added = formatAmount(fromMillionths(gain(pool, before)), context.numberLocale);
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
