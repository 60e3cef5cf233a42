import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import type { ClientState } from '../shared/client/state.js';
import { LOADING } from '../shared/client/state.js';
import type { Context } from '../shared/element/credits-element.js';
import { CreditsElement } from '../shared/element/credits-element.js';
import { hostStyles } from '../shared/element/host.styles.js';
import { stopIcon } from '../shared/element/icons.js';
import { phrase } from '../shared/element/rich.js';
import { CreditsAddRequestEvent } from '../shared/events/credits-add-request.js';
import { CreditsAuthErrorEvent } from '../shared/events/credits-auth-error.js';
import { CreditsBalanceChangeEvent } from '../shared/events/credits-balance-change.js';
import { CreditsDepletedEvent } from '../shared/events/credits-depleted.js';
import { CreditsErrorEvent } from '../shared/events/credits-error.js';
import { CreditsLowEvent } from '../shared/events/credits-low.js';
import { CreditsReadyEvent } from '../shared/events/credits-ready.js';
import { fill } from '../shared/format/fill.js';
import { balanceStyles } from './balance.styles.js';
import { announcementOf, becameDepleted, becameLow, changesBetween } from './changes.js';
import { describeFailure } from './failure.js';
import { describeFreshness } from './freshness.js';
import { describePool } from './pool-view.js';
import { poolHeading, poolTemplate, skeletonTemplate } from './templates.js';

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
 * @cssstate empty - There never were credits.
 * @cssstate error - Something failed that does not heal by itself, or before there were numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The same, and the device is offline.
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

  private shown: ClientState = LOADING;
  private shownPools: readonly Balance[] = [];
  private retried = false;
  private ready: Promise<readonly Balance[]> | null = null;
  private resolveReady: ((balances: readonly Balance[]) => void) | null = null;

  /** The balances that are shown, newest known; empty while there are none. */
  getData(): readonly Balance[] {
    return this.isConnected ? this.pools() : [];
  }

  /** Resolves with the first numbers. */
  whenReady(): Promise<readonly Balance[]> {
    this.ready ??= new Promise((resolve) => {
      this.resolveReady = resolve;
      if (this.shown.phase === 'ready') resolve(this.shownPools);
    });
    return this.ready;
  }

  override render(): TemplateResult {
    const { state } = this.data;
    const context = this.context();
    const pools = this.pools();
    const only = pools.length === 1 ? pools[0] : undefined;
    const several = pools.length > 1 && !this.isEmpty(pools);
    const empty = state.phase === 'ready' && this.isEmpty(pools);
    const loading = state.phase === 'loading';
    return html`<div
      class="base ${several ? '' : 'single card'} ${loading ? 'loading' : ''}"
      part="base"
      role="group"
      aria-labelledby="heading"
      aria-busy=${loading ? 'true' : nothing}
      tabindex="-1"
      lang=${context.strings.language}
    >
      <div class="header" part="header">
        <slot name="heading"
          ><div id="heading" class="heading" role="heading" aria-level=${this.level}>
            ${this.headingTemplate(loading, only, context)}
          </div></slot
        >
      </div>
      ${this.bodyTemplate(pools, several, context)}
      <div class="note" part="empty" ?hidden=${!empty}>
        <slot name="empty"
          ><strong>${phrase(context.strings.balance.empty)}</strong>${phrase(context.strings.balance.emptyHelp)}</slot
        >
      </div>
      ${
        state.phase === 'signed-out'
          ? html`<p class="note" part="signed-out">${phrase(context.strings.status.signedOut)}</p>`
          : nothing
      }
      ${this.failureTemplate(context)} ${this.actionsTemplate(several || state.phase === 'signed-out', only, context)}
      ${this.footerTemplate(context)}
    </div>`;
  }

  protected override updated(): void {
    const { state } = this.data;
    const before = this.shown;
    const poolsBefore = this.shownPools;
    this.shown = state;
    this.shownPools = this.pools();
    this.setStates(state, this.shownPools);
    if (state === before && poolsBefore.length === this.shownPools.length) return;
    if (state.error && state.error !== before.error) {
      const { error } = state;
      const refused = error.type === 'auth' && !error.retryable;
      this.dispatchEvent(refused ? new CreditsAuthErrorEvent(error) : new CreditsErrorEvent(error));
    }
    if (state.phase !== 'ready') return;
    if (before.phase !== 'ready') this.becomeReady();
    else this.tellChanges(poolsBefore);
    const wasLost = before.freshness === 'stale' || before.freshness === 'offline';
    if (wasLost && state.error === null) {
      const occasion = String(before.asOfMs);
      this.announce('connection', occasion, this.context().strings.announce.reconnected);
    }
  }

  private becomeReady(): void {
    if (this.retried) this.renderRoot.querySelector<HTMLElement>('.base')?.focus();
    this.retried = false;
    this.resolveReady?.(this.shownPools);
    this.dispatchEvent(new CreditsReadyEvent(this.shownPools));
  }

  private tellChanges(before: readonly Balance[]): void {
    for (const change of changesBetween(before, this.shownPools)) {
      const { balance } = change;
      this.dispatchEvent(new CreditsBalanceChangeEvent(balance, change.previous));
      if (becameLow(change)) this.dispatchEvent(new CreditsLowEvent(balance));
      if (becameDepleted(change)) this.dispatchEvent(new CreditsDepletedEvent(balance));
      const message = announcementOf(change, this.context());
      if (message) this.announce(`${balance.creditTypeId} ${balance.resourceId}`, String(balance.version), message);
    }
  }

  private setStates(state: ClientState, pools: readonly Balance[]): void {
    const some = (name: Balance['state']) => pools.some((pool) => pool.state === name);
    this.states.set({
      loading: state.phase === 'loading',
      empty: state.phase === 'ready' && this.isEmpty(pools),
      error: this.failure() !== null,
      stale: state.freshness === 'stale' && state.phase === 'ready',
      offline: state.freshness === 'offline',
      low: some('low'),
      depleted: some('depleted'),
      overdrawn: some('overdrawn'),
      'signed-out': state.phase === 'signed-out',
    });
  }

  private pools(): readonly Balance[] {
    const { creditType, resourceId } = this;
    return this.data.state.balances.filter(
      (pool) =>
        pool.resourceId === (resourceId === '' ? null : resourceId) &&
        (!creditType || pool.creditTypeId === creditType),
    );
  }

  private isEmpty(pools: readonly Balance[]): boolean {
    return pools.every(({ state }) => state === 'empty');
  }

  /** What is worth a message: a failure with numbers that heals by itself is told by the line on freshness. */
  private failure() {
    const { phase, error } = this.data.state;
    return error && (phase === 'error' || (phase === 'ready' && !error.retryable)) ? error : null;
  }

  private headingTemplate(loading: boolean, only: Balance | undefined, context: Context) {
    if (loading) {
      const { loading: words } = context.strings.status;
      return html`<span class="spoken">${words}</span><span class="bone" aria-hidden="true">&nbsp;</span>`;
    }
    return only ? poolHeading(only.name, context) : context.strings.balance.title;
  }

  private bodyTemplate(pools: readonly Balance[], several: boolean, context: Context) {
    const { phase } = this.data.state;
    if (phase === 'loading') return skeletonTemplate();
    if (phase !== 'ready' || this.isEmpty(pools)) return nothing;
    return html`<div class="pools">${pools.map((pool) => this.poolCard(pool, several, context))}</div>`;
  }

  private poolCard(pool: Balance, several: boolean, context: Context): TemplateResult {
    const view = describePool(pool, context);
    const id = `pool-${pool.creditTypeId}`;
    const content = poolTemplate(view, context);
    if (!several) return html`<div class="pool ${view.state}" part="pool">${content}</div>`;
    const level = Math.min(6, this.level + 1);
    return html`<div class="pool card ${view.state}" part="pool" role="group" aria-labelledby=${id}>
      <div class="pool-heading" part="pool-heading" role="heading" aria-level=${level} id=${id}>
        <bdi>${view.name}</bdi>
      </div>
      ${content} ${this.canAdd ? this.addButton(pool, true, context) : nothing}
    </div>`;
  }

  private addButton(pool: Balance | undefined, named: boolean, { strings }: Context): TemplateResult {
    const label = named && pool ? fill(strings.balance.addTo, { name: pool.name }) : nothing;
    return html`<button
      class="add"
      part="add-button"
      type="button"
      aria-label=${label}
      @click=${() => this.dispatchEvent(new CreditsAddRequestEvent(pool ?? null))}
    >
      ${strings.balance.add}
    </button>`;
  }

  private actionsTemplate(elsewhere: boolean, only: Balance | undefined, context: Context): TemplateResult {
    const button = this.canAdd && !elsewhere;
    return html`<div class="actions ${button ? 'some' : ''}" part="actions">
      ${button ? this.addButton(only, false, context) : nothing}<slot name="actions"></slot>
    </div>`;
  }

  private failureTemplate({ strings }: Context): TemplateResult {
    const error = this.failure();
    const { request, retry } = strings.errors;
    return html`<div
      class="failure"
      part="error"
      role=${this.retried && error ? 'alert' : nothing}
      ?hidden=${error === null}
    >
      <slot name="error">
        ${
          error
            ? html`<p>${stopIcon()}${phrase(describeFailure(error, strings, this.retried))}</p>
                ${error.retryable ? html`<button type="button" @click=${this.onRetry}>${retry}</button>` : nothing}
                ${error.requestId ? html`<small>${phrase(request, { id: error.requestId })}</small>` : nothing}`
            : nothing
        }
      </slot>
    </div>`;
  }

  private footerTemplate(context: Context): TemplateResult {
    const { state } = this.data;
    const words = describeFreshness(state, context);
    const dot = state.freshness === 'current' ? nothing : html`<span class="dot" aria-hidden="true"></span>`;
    const line = words ? html`<span class="freshness">${dot}${phrase(words)}</span>` : nothing;
    return html`<div
      class="footer ${words || state.phase === 'loading' ? 'some' : ''} ${state.freshness}"
      part="footer"
    >
      <slot name="footer"
        >${state.phase === 'loading' ? html`<span class="bone" aria-hidden="true">&nbsp;</span>` : line}</slot
      >
    </div>`;
  }

  private onRetry(): void {
    void this.refresh().then(() => {
      this.retried = true;
      this.requestUpdate();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'credits-balance': CreditsBalanceElement;
  }
}
