import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { chosenPool } from '../kit/client/balances.js';
import { toCreditsError } from '../kit/client/credits-error.js';
import type { Context } from '../kit/element/credits-element.js';
import { CreditsElement } from '../kit/element/credits-element.js';
import type { Status } from '../kit/element/frame.js';
import { Frame } from '../kit/element/frame.js';
import { hostStyles } from '../kit/styles/host.js';
import { lazy, wear } from '../kit/element/lazy.js';
import { failureTemplate } from '../kit/templates/basics.js';
import { CreditsAuthErrorEvent } from '../kit/events/credits-auth-error.js';
import type { CreditsBucketSelectEvent } from '../kit/events/credits-bucket-select.js';
import { CreditsErrorEvent } from '../kit/events/credits-error.js';
import type { CreditsRangeChangeEvent } from '../kit/events/credits-range-change.js';
import { childTemplate, COMING, equipChildren, refreshChildren, shape, TAGS } from './children.js';
import { Places } from './places.js';
import type * as Looks from './portal.js';
import { shellStyles } from './styles/shell.js';

/** Slots for the page's own content, reserved for sections of later versions. */
const LATER = ['plan', 'invoices', 'payment-methods', 'automatic-top-up', 'preferences'] as const;

/**
 * @summary A customer's credits on one screen: balance, alerts, projection, usage, grants, and ledger.
 *
 * @slot heading - Replaces the heading.
 * @slot balance - Replaces the balance.
 * @slot alerts - Replaces the alerts.
 * @slot projection - Replaces the projection.
 * @slot history - Replaces the last changes.
 * @slot usage - Replaces the chart.
 * @slot grants - Replaces the grants.
 * @slot ledger - Replaces the ledger.
 * @slot plan - The customer's plan, below the ledger; empty by default.
 * @slot invoices - Invoices, below the ledger; empty by default.
 * @slot payment-methods - Payment methods, below the ledger; empty by default.
 * @slot automatic-top-up - Settings of automatic top-ups, below the ledger; empty by default.
 * @slot preferences - Notification preferences, below the ledger; empty by default.
 * @slot error - Replaces the error message and its retry button.
 *
 * @csspart base - The whole widget.
 * @csspart header - The box of the heading and the choice of a credit type.
 * @csspart balance - The box of the balance, whose own parts are `balance__base` and so on.
 * @csspart alerts - The box of the alerts.
 * @csspart alert - One alert.
 * @csspart projection - The box of the projection.
 * @csspart history - The box of the last changes.
 * @csspart change - One change.
 * @csspart usage - The box of the chart, whose own parts are `usage__base` and so on.
 * @csspart grants - The box of the grants, whose own parts are `grants__base` and so on.
 * @csspart ledger - The box of the ledger.
 * @csspart ledger-controls - The box of the ledger's controls.
 * @csspart ledger-filter - The bar or day that the ledger is filtered by.
 * @csspart ledger-table - The table of the entries.
 * @csspart ledger-row - One row of the table.
 * @csspart ledger-pages - The box of "Newer" and "Older".
 * @csspart error - The box of the error message.
 * @csspart signed-out - The message if nobody is signed in.
 *
 * @cssproperty --credits-color - Text color; inherited by default. All custom properties reach the elements inside.
 * @cssproperty --credits-warning - Color of an alert's icon.
 *
 * @cssstate loading - The first numbers are loading.
 * @cssstate ready - There are numbers.
 * @cssstate live - Changes are pushed.
 * @cssstate current - The numbers were read without a failure, but changes are not pushed.
 * @cssstate empty - There never were credits.
 * @cssstate error - A failure came before the first numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The numbers are from before a failure, and the device is offline.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers have arrived.
 * @fires credits-balance-change - A balance changed.
 * @fires credits-low - A balance has become low.
 * @fires credits-depleted - A balance has fallen to zero or below.
 * @fires credits-add-request - "Add credits" was pressed; cancelable.
 * @fires credits-range-change - The reader chose another period.
 * @fires credits-bucket-select - The reader opened a bar; the ledger shows its entries.
 * @fires credits-export - The reader asked for a file; cancelable.
 * @fires credits-error - A failure.
 * @fires credits-auth-error - The server refuses this page's tokens.
 */
export class CreditsUtilizationPortalElement extends CreditsElement {
  static override readonly styles = [hostStyles, shellStyles];
  static override properties: PropertyDeclarations = {
    range: {},
    from: {},
    to: {},
    hide: {},
    canAdd: { type: Boolean, attribute: 'can-add' },
  };

  /** The period of the chart and the ledger: `24h`, `7d`, `30d`, `12m`, or `custom` with `from` and `to`. */
  range?: string | null = '30d';
  /** The first day of a custom period, such as "2026-11-01". */
  from?: string | null;
  /** The last day of a custom period. */
  to?: string | null;
  /** The sections to hide, separated by spaces: "projection ledger". */
  hide?: string | null;
  /** Shows "Add credits". The page listens to `credits-add-request` and opens its checkout. */
  canAdd = false;

  private readonly frame = new Frame<readonly Balance[]>(this, this.access, () => this.status());
  private readonly places = new Places(this);
  private readonly lazyLooks = lazy(
    () => import('./portal.js'),
    () => this.requestUpdate(),
  );
  private looks: typeof Looks | null = null;
  private sections: Looks.Sections | null = null;
  private page: Looks.Page | null = null;
  private chosenType = '';
  /** Receives the focus again when the ledger shows the whole period. */
  private opener: HTMLElement | null = null;

  /** The newest known balances of the selected credit types; empty before the first numbers. */
  getData(): readonly Balance[] {
    return this.pools();
  }

  /** Resolves with the first numbers. */
  whenReady(): Promise<readonly Balance[]> {
    return this.frame.ready;
  }

  override async refresh(): Promise<void> {
    this.lazyLooks.retry();
    await Promise.all([super.refresh(), this.sections?.refresh(), ...refreshChildren(this)]);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    for (const name of ['credits-ready', 'credits-error', 'credits-auth-error']) {
      root.addEventListener(name, (event) => this.onChildNews(event));
    }
    return root;
  }

  protected override willUpdate(): void {
    super.willUpdate();
    const { looks } = this;
    const { phase } = this.data;
    if (!looks && phase !== 'signed-out' && this.client) {
      this.words = COMING;
      this.looks = this.lazyLooks.get();
      if (this.looks) this.open(this.looks);
    }
    this.page = this.pageNow();
    const chart = this.renderRoot?.querySelector('credits-usage-chart');
    this.sections?.learn(chart?.getData?.() ?? null);
    this.sections?.ask(this.page);
  }

  override render(): TemplateResult {
    const context = this.context();
    const { strings } = context;
    const status = this.status();
    return this.frame.render(status, context, {
      look: status.failure || status.state === 'signed-out' ? 'card' : this.places.has('balance') ? 'fresh' : '',
      // The portal's own words are loaded with the rest of its code, after sign-in.
      title: this.looks ? strings.portal.title : strings.balance.title,
      tools: this.typeChoice(context),
      end: this.body(context),
    });
  }

  private status(): Status {
    const client = this.data;
    const { phase, error } = client;
    return { state: this.isEmpty ? 'empty' : phase, failure: phase === 'error' ? error : null, client };
  }

  /** Every place is always rendered, in the same order, so that a slot never moves. */
  private body(context: Context): TemplateResult {
    const { sections, page } = this;
    const lively = /loading|ready/.test(this.data.phase);
    const some = lively && !this.isEmpty;
    const own = (name: 'projection' | 'history', render: (page: Looks.Page) => unknown) =>
      this.places.template(name, some && page ? render(page) : nothing);
    const ledger = page && sections ? sections.ledgerSection(page, context) : this.missing(context);
    const child = (name: keyof typeof TAGS) => childTemplate(name, this);
    const two = some && this.places.shows('usage');
    const many = this.getData().length > 1;
    return html`<div class="columns ${two ? 'two' : ''} ${many ? 'many' : ''}">
        <div class="side">
          ${this.places.template('balance', lively ? child('balance') : nothing)}
          ${this.places.template('alerts', some && sections ? sections.alerts(this.getData(), this.elsewhere(), context) : nothing)}
        </div>
        <div class="side">
          ${own('projection', (now) => sections?.projection(now, context))}
          ${own('history', (now) => sections?.history(now, context))}
        </div>
        ${this.places.template('usage', some ? child('usage') : nothing)}
      </div>
      ${this.places.template('grants', some ? child('grants') : nothing)}
      ${this.places.template('ledger', some ? ledger : nothing)}
      ${LATER.map((name) => html`<slot name=${name}></slot>`)}`;
  }

  private elsewhere(): Looks.SaidElsewhere {
    const pools = this.getData();
    const isThere = (name: keyof typeof TAGS) => this.places.has(name) && customElements.get(TAGS[name]);
    return {
      balanceOf: isThere('balance') && pools.length === 1 ? (pools[0] ?? null) : null,
      grantsOf: isThere('grants') ? (this.page?.pool ?? null) : null,
    };
  }

  private typeChoice({ strings }: Context): unknown {
    const pools = this.getData();
    const chosen = this.page?.pool.creditTypeId;
    if (pools.length < 2 || this.isEmpty || !chosen || !this.looks) return nothing;
    const options = pools.map(({ creditTypeId, name }) => [creditTypeId, name] as const);
    return this.looks.select(strings.portal.pool, chosen, options, (value) => {
      this.chosenType = value;
      this.requestUpdate();
    });
  }

  private missing({ strings }: Context): TemplateResult {
    if (!this.lazyLooks.failed()) return shape;
    return html`<div class="failure card">
      ${failureTemplate(toCreditsError(null), false, strings.errors, this.onRefresh)}
    </div>`;
  }

  private get isEmpty(): boolean {
    return this.data.phase === 'ready' && this.getData().every(({ state }) => state === 'empty');
  }

  private open(looks: typeof Looks): void {
    const actions = {
      ...this.access,
      changeRange: (change: Looks.RangeChange) => this.changeRange(change),
      widen: () => this.widen(),
    };
    this.words = looks.ENGLISH;
    this.sections = new looks.Sections(this, actions);
    wear(this, looks.styles);
  }

  private pageNow(): Looks.Page | null {
    const { client, looks, creditType, resourceId } = this;
    const pools = this.getData();
    const pool = chosenPool(pools, this.chosenType);
    if (!client || !looks || !pool || this.data.phase !== 'ready' || this.isEmpty) return null;
    return {
      read: client.read,
      balances: this.data.balances,
      pools,
      pool,
      creditType: creditType ?? '',
      resourceId: resourceId ?? '',
      choice: looks.choiceOf(this, pools, pool.creditTypeId, this.context()),
      live: this.live !== 'off',
      shows: (name) => this.places.has(name),
    };
  }

  protected override updated(): void {
    // The children's nearest `lang` is the portal's own, which stays English until a translation loads.
    const locale = this.context().numberLocale;
    const chosenType = this.page?.pool.creditTypeId ?? this.creditType;
    equipChildren(this, { headingLevel: this.level + 1, locale }, chosenType, this.looks?.exportedParts);
    for (const error of this.sections?.errors() ?? []) if (error) this.frame.tellError(error);
    const answer = this.data.phase === 'ready' && this.sections?.answer(this.context());
    if (answer) this.announce('ledger', answer);
  }

  /** The elements inside dispatch the same events, and the page should receive each of them once. */
  private onChildNews(event: Event): void {
    const { target } = event;
    if (!(target instanceof Node) || target.getRootNode() !== this.renderRoot) return;
    event.stopPropagation();
    if (event instanceof CreditsErrorEvent || event instanceof CreditsAuthErrorEvent) this.frame.tellError(event.error);
    // The ledger takes feature names from the chart's data.
    this.requestUpdate();
  }

  private changeRange({ range, from, to }: Looks.RangeChange): void {
    Object.assign(this, { range, ...(from && { from }), ...(to && { to }) });
    this.requestUpdate();
  }

  private widen(): void {
    const { opener } = this;
    this.opener = null;
    this.sections?.ledger.choose({ filter: null });
    if (opener?.isConnected) opener.focus();
    else void this.showLedger();
  }

  private async showLedger(): Promise<void> {
    await this.updateComplete;
    const heading = this.renderRoot.querySelector<HTMLElement>('#ledger-heading');
    heading?.focus({ preventScroll: true });
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    heading?.scrollIntoView({ behavior: still ? 'auto' : 'smooth', block: 'center' });
  }

  /** @internal */
  readonly onRange = ({ range, from, to }: CreditsRangeChangeEvent): void => {
    const dates = range === 'custom' ? this.looks?.datesOf(from, to, this.context()) : {};
    this.changeRange({ range, ...dates });
  };

  /** @internal */
  readonly onBucket = ({ bucket }: CreditsBucketSelectEvent): void => {
    if (!this.sections || !this.places.shows('ledger')) return;
    this.opener = (this.renderRoot as ShadowRoot).activeElement?.shadowRoot?.activeElement as HTMLElement | null;
    this.sections.narrow(bucket);
    void this.showLedger();
  };

  private readonly onRefresh = (): void => {
    void this.refresh();
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'credits-utilization-portal': CreditsUtilizationPortalElement;
  }
}
