import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { samePool } from '../shared/client/balances.js';
import type { ClientState } from '../shared/client/state.js';
import { nothingYet } from '../shared/client/state.js';
import type { Context } from '../shared/element/credits-element.js';
import { CreditsElement } from '../shared/element/credits-element.js';
import { hostStyles } from '../shared/element/host.styles.js';
import { phrase } from '../shared/element/rich.js';
import { bone, failureTemplate, freshnessTemplate } from '../shared/element/templates.js';
import { CreditsAddRequestEvent } from '../shared/events/credits-add-request.js';
import { CreditsAuthErrorEvent } from '../shared/events/credits-auth-error.js';
import { CreditsBalanceChangeEvent } from '../shared/events/credits-balance-change.js';
import { CreditsDepletedEvent } from '../shared/events/credits-depleted.js';
import { CreditsErrorEvent } from '../shared/events/credits-error.js';
import { CreditsLowEvent } from '../shared/events/credits-low.js';
import { CreditsReadyEvent } from '../shared/events/credits-ready.js';
import { formatAmount } from '../shared/format/amount.js';
import { fromMillionths } from '../shared/format/decimal.js';
import { fill } from '../shared/format/fill.js';
import type { CreditsStrings } from '../shared/strings/strings.js';
import { balanceStyles } from './balance.styles.js';
import { gain, turnOf } from './changes.js';
import { poolTemplate, skeleton } from './pool-template.js';
import { valuesOf } from './values.js';

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
  };

  /** Shows "Add credits"; the page listens to `credits-add-request` and opens what sells them. */
  canAdd = false;

  private shown = nothingYet('loading');
  private shownPools: readonly Balance[] = [];
  private retried = false;
  private resolveReady!: (balances: readonly Balance[]) => void;
  private readonly ready = new Promise<readonly Balance[]>((resolve) => (this.resolveReady = resolve));

  /** The balances that are shown, newest known; empty while there are none. */
  getData(): readonly Balance[] {
    const { creditType, resourceId } = this;
    return this.data.balances.filter(
      (pool) => (pool.resourceId ?? '') === (resourceId ?? '') && (!creditType || pool.creditTypeId === creditType),
    );
  }

  /** Resolves with the first numbers. */
  whenReady(): Promise<readonly Balance[]> {
    return this.ready;
  }

  override render(): TemplateResult {
    const state = this.data;
    const { phase } = state;
    const context = this.context();
    const { strings } = context;
    const { heading, title, empty, emptyHelp } = strings.balance;
    const pools = this.getData();
    const only = pools.length === 1 ? pools[0] : null;
    const loading = phase === 'loading';
    const none = isEmpty(pools);
    const several = !only && !none;
    const failure = this.failure();
    const name = only ? phrase(heading, { name: only.name }) : title;
    const button = several || phase === 'signed-out' ? nothing : this.addButton(only ?? null, nothing, strings);
    const freshness = phase === 'ready' ? freshnessTemplate(state, context) : loading ? bone : nothing;
    const bare = (content: unknown) => (content === nothing ? 'bare' : '');
    return html`<div
      class="base ${several ? '' : 'single card'}"
      part="base"
      role="group"
      aria-labelledby="heading"
      aria-busy=${loading || nothing}
      tabindex="-1"
      lang=${strings.language}
    >
      <div class="header" part="header">
        <slot name="heading"
          ><div id="heading" class="heading" role="heading" aria-level=${this.level}>
            ${loading ? html`<span class="spoken">${strings.status.loading}</span>${bone}` : name}
          </div></slot
        >
      </div>
      ${loading ? skeleton : nothing}
      ${none ? nothing : html`<div class="pools">${pools.map((pool) => this.pool(pool, several, context))}</div>`}
      <div class="note" part="empty" ?hidden=${phase !== 'ready' || !none}>
        <slot name="empty"><strong>${phrase(empty)}</strong>${phrase(emptyHelp)}</slot>
      </div>
      ${
        phase === 'signed-out'
          ? html`<p class="note" part="signed-out">${phrase(strings.status.signedOut)}</p>`
          : nothing
      }
      <div class="failure" part="error" role=${this.retried && failure ? 'alert' : nothing} ?hidden=${!failure}>
        <slot name="error"
          >${failure ? failureTemplate(failure, this.retried, strings.errors, this.onRetry) : nothing}</slot
        >
      </div>
      <div class="actions ${bare(button)}" part="actions">${button}<slot name="actions"></slot></div>
      <div class="footer ${bare(freshness)}" part="footer"><slot name="footer">${freshness}</slot></div>
    </div>`;
  }

  protected override updated(): void {
    const state = this.data;
    const { phase, balances, error } = state;
    const before = this.shown;
    const poolsBefore = this.shownPools;
    const pools = this.getData();
    this.shown = state;
    this.shownPools = pools;
    this.showStates(state, pools);
    if (error && error !== before.error) {
      const refused = error.type === 'auth' && !error.retryable;
      this.dispatchEvent(refused ? new CreditsAuthErrorEvent(error) : new CreditsErrorEvent(error));
    }
    if (phase !== 'ready') return;
    if (before.phase === 'ready') {
      if (balances !== before.balances) this.tellChanges(poolsBefore);
    } else {
      if (this.retried) this.renderRoot.querySelector<HTMLElement>('.base')?.focus();
      this.retried = false;
      this.resolveReady(pools);
      this.dispatchEvent(new CreditsReadyEvent(pools));
    }
    if (before.error && !error) this.announce('connection', this.context().strings.announce.reconnected);
  }

  private tellChanges(poolsBefore: readonly Balance[]): void {
    for (const pool of this.shownPools) {
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

  /** `:state(…)` by the names that the state has anyway; a pool among others that never had credits is no state. */
  private showStates({ phase, freshness }: ClientState, pools: readonly Balance[]): void {
    const states = pools.map(({ state }) => state).filter((state) => state !== 'empty');
    const rest = this.failure() ? 'error' : phase === 'ready' && isEmpty(pools) ? 'empty' : phase;
    this.setStates([rest, freshness, ...states]);
  }

  /** What is worth a message: a failure with numbers that heals by itself is told by the line on freshness. */
  private failure() {
    const { phase, error } = this.data;
    return phase === 'error' || (phase === 'ready' && !error?.retryable) ? error : null;
  }

  private pool(pool: Balance, several: boolean, context: Context): TemplateResult {
    const { strings } = context;
    const content = poolTemplate(pool, context);
    if (!several) return html`<div class="pool ${pool.state}" part="pool">${content}</div>`;
    const id = `pool-${pool.creditTypeId}`;
    return html`<div class="pool card ${pool.state}" part="pool" role="group" aria-labelledby=${id}>
      <div class="heading" part="pool-heading" role="heading" aria-level=${Math.min(6, this.level + 1)} id=${id}>
        <bdi>${pool.name}</bdi>
      </div>
      ${content}${this.addButton(pool, fill(strings.balance.addTo, { name: pool.name }), strings)}
    </div>`;
  }

  private addButton(pool: Balance | null, label: string | typeof nothing, { balance }: CreditsStrings) {
    return this.canAdd
      ? html`<button
          class="add"
          part="add-button"
          aria-label=${label}
          @click=${() => this.dispatchEvent(new CreditsAddRequestEvent(pool))}
        >
          ${balance.add}
        </button>`
      : nothing;
  }

  private readonly onRetry = (): void => {
    void this.refresh().then(() => {
      this.retried = true;
      this.requestUpdate();
    });
  };
}

const isEmpty = (pools: readonly Balance[]): boolean => pools.every(({ state }) => state === 'empty');

declare global {
  interface HTMLElementTagNameMap {
    'credits-balance': CreditsBalanceElement;
  }
}
