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

/** Places for what the page adds, and what later versions bring. */
const LATER = ['plan', 'invoices', 'payment-methods', 'automatic-top-up', 'preferences'] as const;

/**
 * @summary A customer's credits on one screen: balance, alerts, outlook, usage, grants, and the ledger behind them.
 *
 * @slot heading - Instead of "Credits".
 * @slot balance - Instead of the balance; the same for the other sections.
 * @slot alerts - Instead of what needs attention.
 * @slot projection - Instead of when credits run out.
 * @slot history - Instead of the last changes.
 * @slot usage - Instead of the chart.
 * @slot grants - Instead of the grants.
 * @slot ledger - Instead of the ledger.
 * @slot plan - After the ledger; nothing by default, as the next four.
 * @slot invoices - What was paid.
 * @slot payment-methods - How it is paid.
 * @slot automatic-top-up - When credits are bought without asking.
 * @slot preferences - What the customer wants to be told.
 * @slot error - Instead of the message and its retry button.
 *
 * @csspart base - The whole widget.
 * @csspart header - Around the heading and the choice of a credit type.
 * @csspart balance - Around the balance, whose own parts are `balance__base` and so on.
 * @csspart alerts - What needs attention.
 * @csspart alert - One of it.
 * @csspart projection - When credits run out.
 * @csspart history - The last changes.
 * @csspart change - One of them.
 * @csspart usage - Around the chart, whose own parts are `usage__base` and so on.
 * @csspart grants - Around the grants, whose own parts are `grants__base` and so on.
 * @csspart ledger - The ledger.
 * @csspart ledger-controls - Around its choices.
 * @csspart ledger-filter - What it is narrowed to.
 * @csspart ledger-table - Its entries.
 * @csspart ledger-row - One of them.
 * @csspart ledger-pages - Around "Newer" and "Older".
 * @csspart error - Around the message of a failure.
 * @csspart signed-out - The message for a reader who is not signed in.
 *
 * @cssproperty --credits-color - Text; the page's own by default. It and the others reach the elements inside.
 * @cssproperty --credits-warning - The icon of what needs attention.
 *
 * @cssstate loading - The first numbers are on their way.
 * @cssstate ready - There are numbers.
 * @cssstate live - Changes arrive by themselves.
 * @cssstate current - The numbers were asked for, and none arrive by themselves.
 * @cssstate empty - There never were credits.
 * @cssstate error - Nothing could be had.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The same, and the device is offline.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers are here.
 * @fires credits-balance-change - A balance changed.
 * @fires credits-low - A balance has become low.
 * @fires credits-depleted - A balance has come to zero or below.
 * @fires credits-add-request - "Add credits" was pressed; cancelable.
 * @fires credits-range-change - The reader chose another period.
 * @fires credits-bucket-select - The reader opened a bar; the ledger shows what is behind it.
 * @fires credits-export - The reader asked for a file; cancelable.
 * @fires credits-error - Something failed.
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

  /** `24h`, `7d`, `30d`, `12m`, or `custom`: from the date `from` to the date `to`; of the chart and the ledger. */
  range?: string | null = '30d';
  /** The first day of custom dates, as "2026-11-01". */
  from?: string | null;
  /** The last day of custom dates. */
  to?: string | null;
  /** The sections that are not to be seen, with spaces between: "projection ledger". */
  hide?: string | null;
  /** Shows "Add credits"; the page listens to `credits-add-request` and opens what sells them. */
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
  /** What has the keyboard back when the ledger is wide again. */
  private opener: HTMLElement | null = null;

  /** The balances that are shown, newest known; empty while there are none. */
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
      // Its own words come with the rest of its code, which nobody needs who is not signed in.
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

  /** Every place of the page, in order. A slot stays where it is, whatever is shown in it. */
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

  /** What the elements inside say that would else be an alert. */
  private elsewhere(): Looks.SaidElsewhere {
    const pools = this.getData();
    const isThere = (name: keyof typeof TAGS) => this.places.has(name) && customElements.get(TAGS[name]);
    return {
      balanceOf: isThere('balance') && pools.length === 1 ? (pools[0] ?? null) : null,
      grantsOf: isThere('grants') ? (this.page?.pool ?? null) : null,
    };
  }

  /** The reader chooses whose usage, grants and ledger to see, where the page does not say. */
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

  /** What stands there while the code or the numbers are on their way, or the code cannot be had. */
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
    // Around them is the `lang` of the portal's words, which are English until a translation has loaded.
    const locale = this.context().numberLocale;
    const chosenType = this.page?.pool.creditTypeId ?? this.creditType;
    equipChildren(this, { headingLevel: this.level + 1, locale }, chosenType, this.looks?.exportedParts);
    for (const error of this.sections?.errors() ?? []) if (error) this.frame.tellError(error);
    const answer = this.data.phase === 'ready' && this.sections?.answer(this.context());
    if (answer) this.announce('ledger', answer);
  }

  /** The page hears of the same thing once, whichever of the elements inside was the first to see it. */
  private onChildNews(event: Event): void {
    const { target } = event;
    if (!(target instanceof Node) || target.getRootNode() !== this.renderRoot) return;
    event.stopPropagation();
    if (event instanceof CreditsErrorEvent || event instanceof CreditsAuthErrorEvent) this.frame.tellError(event.error);
    // What the chart shows has names that the ledger needs.
    this.requestUpdate();
  }

  private changeRange({ range, from, to }: Looks.RangeChange): void {
    Object.assign(this, { range, ...(from && { from }), ...(to && { to }) });
    this.requestUpdate();
  }

  private widen(): void {
    const { opener } = this;
    this.opener = null;
    this.sections?.ledger.choose({ narrowed: null });
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
