import type { PropertyDeclarations, TemplateResult } from 'lit';
import { adoptStyles, html, nothing } from 'lit';
import type { Balance, CustomerGrant } from '../../server/contract/index.js';
import type { CreditsError } from '../shared/client/credits-error.js';
import type { Context } from '../shared/element/credits-element.js';
import { CreditsElement } from '../shared/element/credits-element.js';
import { hostStyles } from '../shared/element/host.styles.js';
import { lazy } from '../shared/element/lazy.js';
import { phrase } from '../shared/element/rich.js';
import type { Shown } from '../shared/element/shown.js';
import { shownOf, shownWith } from '../shared/element/shown.js';
import { bone, failureTemplate, freshnessTemplate } from '../shared/element/templates.js';
import { CreditsAddRequestEvent } from '../shared/events/credits-add-request.js';
import { CreditsAuthErrorEvent } from '../shared/events/credits-auth-error.js';
import { CreditsErrorEvent } from '../shared/events/credits-error.js';
import { CreditsReadyEvent } from '../shared/events/credits-ready.js';
import { ENGLISH } from '../shared/strings/english.js';
import { ENGLISH_GRANTS } from '../shared/strings/english-grants.js';
import type { Column } from './grant.js';
import { nextSorting, sortingOf } from './grant.js';
import type { Question } from './grants-reader.js';
import { GrantsReader, queryOf } from './grants-reader.js';
import { skeleton, skeletonStyles } from './skeleton.js';
import type * as Table from './table.js';
import type { View } from './view.js';

/** Rows that are shown at first, and how many more each time. */
const PAGE_SIZE = 10;

/**
 * @summary A customer's grants of one credit type: what is left of each, until when, and in which order they burn, live.
 *
 * @slot heading - Instead of the name of the credit type.
 * @slot actions - Below the table.
 * @slot empty - What to say to a customer who never had a grant.
 * @slot error - Instead of the message and its retry button.
 * @slot footer - Instead of the line that says how fresh the numbers are.
 *
 * @csspart base - The whole widget.
 * @csspart header - Around heading and choices.
 * @csspart controls - Around the choices.
 * @csspart notice - What expires soon.
 * @csspart add-button - "Add credits".
 * @csspart table - The table.
 * @csspart row - One grant.
 * @csspart status - Its status.
 * @csspart meter - What is left of it.
 * @csspart total - What is left of all of them.
 * @csspart more - Around "Show more".
 * @csspart actions - Around what the page adds.
 * @csspart empty - Around the message for no grants.
 * @csspart error - Around the message of a failure.
 * @csspart signed-out - The message for a reader who is not signed in.
 * @csspart footer - Around the line on freshness.
 * @csspart skeleton - What stands there while loading.
 *
 * @cssproperty --credits-color - Text; the page's own by default.
 * @cssproperty --credits-muted-color - Text of less weight.
 * @cssproperty --credits-background - The card; none by default, so the page shows through.
 * @cssproperty --credits-border-color - The card's border, and lines.
 * @cssproperty --credits-radius - The card's corners.
 * @cssproperty --credits-spacing - Between the card's border and its content.
 * @cssproperty --credits-accent - Bars, and the button.
 * @cssproperty --credits-warning - What expires soon.
 * @cssproperty --credits-danger - The icon of a failure.
 * @cssproperty --credits-track-color - The empty part of a bar.
 * @cssproperty --credits-button-background - "Add credits".
 * @cssproperty --credits-button-color - Its label.
 * @cssproperty --credits-focus-color - The ring around what has the keyboard.
 *
 * @cssstate loading - The first grants are on their way.
 * @cssstate ready - There are grants to show, or none to be had.
 * @cssstate live - Changes arrive by themselves.
 * @cssstate current - The grants were asked for, and none arrive by themselves.
 * @cssstate empty - There never were grants.
 * @cssstate error - Something failed that does not heal by itself, or before there were numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The same, and the device is offline.
 * @cssstate signed-out - Nobody is signed in.
 * @cssstate ready - There are numbers.
 * @cssstate live - New usage arrives by itself.
 * @cssstate current - The numbers were asked for, and none arrive by themselves.
 *
 * @fires credits-ready - The first numbers are here.
 * @fires credits-add-request - "Add credits" was pressed; cancelable.
 * @fires credits-error - Something failed.
 * @fires credits-auth-error - The server refuses this page's tokens.
 */
export class CreditsGrantsTableElement extends CreditsElement {
  static override readonly styles = [hostStyles, skeletonStyles];
  static override properties: PropertyDeclarations = {
    canAdd: { type: Boolean, attribute: 'can-add' },
    past: { type: Boolean },
    sort: {},
    columns: {},
    pageSize: { attribute: 'page-size' },
  };

  /** Offers "Add credits" where some expire soon or none are left; the page listens to `credits-add-request`. */
  canAdd = false;
  /** Shows what is used up, expired, voided or failed, too. */
  past = false;
  /** A column to sort by, as `expires`, or `-expires` for the other way round; else as they will be spent. */
  sort?: string | null;
  /** Columns that are not shown by themselves: `place`, `used`, `priority`. */
  columns?: string | null;
  /** How many rows to show at first, and how many more each time; 10 when absent. */
  pageSize?: string | number | null;

  protected override readonly words = { ...ENGLISH, ...ENGLISH_GRANTS };

  private readonly reader = new GrantsReader(this, () => this.client?.nowMs() ?? Date.now());
  private readonly lazyTable = lazy(
    () => import('./table.js'),
    () => this.requestUpdate(),
  );
  private table: typeof Table | null = null;
  private chosenType = '';
  /** How often more was asked for. */
  private pages = 1;
  /** The row at which what was asked for begins, until the reader has been led there. */
  private firstNew = -1;
  private lastView: View | null = null;
  private toldError: CreditsError | null = null;
  private toldReady = false;
  /** The reader has just chosen something, and is to hear what came of it. */
  private asked = false;
  private retried = false;
  private resolveReady!: (grants: readonly CustomerGrant[]) => void;
  private readonly ready = new Promise<readonly CustomerGrant[]>((resolve) => (this.resolveReady = resolve));

  /** The grants that were read, in the order in which they will be spent; null while there is no answer. */
  getData(): readonly CustomerGrant[] | null {
    return this.reader.answer?.rows ?? null;
  }

  /** Resolves with the first grants. */
  whenReady(): Promise<readonly CustomerGrant[]> {
    return this.ready;
  }

  override async refresh(): Promise<void> {
    await super.refresh();
    await this.reader.refresh();
  }

  protected override willUpdate(): void {
    super.willUpdate();
    this.reader.ask(this.question());
    if (this.table || this.data.phase !== 'ready') return;
    this.table = this.lazyTable.get();
    const own = CreditsGrantsTableElement.elementStyles;
    if (this.table) adoptStyles(this.renderRoot as ShadowRoot, [...own, this.table.grantsTableStyles]);
  }

  override render(): TemplateResult {
    const context = this.context();
    const { strings } = context;
    const words = strings.grants;
    const { state, pool, failure, client } = this.shown();
    const loading = state === 'loading';
    const view = (this.lastView = state === 'ready' ? this.viewOf(pool, context) : null);
    const behind = this.reader.isBehind;
    const title = pool ? phrase(words.heading, { name: pool.name }) : words.title;
    const freshness = view || state === 'empty' ? freshnessTemplate(client, context) : loading ? bone : nothing;
    return html`<div
      class="base card ${behind ? 'behind' : ''}"
      part="base"
      role="group"
      aria-labelledby="heading"
      aria-busy=${loading || behind ? 'true' : nothing}
      tabindex="-1"
      lang=${strings.language}
    >
      <div class="header" part="header">
        <slot name="heading"
          ><div id="heading" class="heading" role="heading" aria-level=${this.level}>
            ${loading ? html`<span class="spoken">${strings.status.loading}</span>${bone}` : title}
          </div></slot
        >
        ${view && pool ? this.table?.toolsTemplate(view, this.pools(), pool, this.onPool, this.onPast) : nothing}
      </div>
      ${loading ? skeleton : nothing} ${view ? this.body(view, pool ?? null, strings.balance.add) : nothing}
      <div class="note" part="empty" ?hidden=${state !== 'empty'}>
        <slot name="empty"><strong>${phrase(words.empty)}</strong>${phrase(words.emptyHelp)}</slot>
      </div>
      ${state === 'signed-out' ? html`<p class="note" part="signed-out">${phrase(strings.status.signedOut)}</p>` : nothing}
      <div class="failure" part="error" role=${this.retried && failure ? 'alert' : nothing} ?hidden=${!failure}>
        <slot name="error"
          >${failure ? failureTemplate(failure, this.retried, strings.errors, this.onRetry) : nothing}</slot
        >
      </div>
      <div class="actions bare" part="actions"><slot name="actions"></slot></div>
      <div class="footer ${freshness === nothing ? 'bare' : ''}" part="footer">
        <slot name="footer">${freshness}</slot>
      </div>
    </div>`;
  }

  protected override updated(): void {
    const { state, failure, client } = this.shown();
    this.setStates([failure ? 'error' : state, client.freshness]);
    const error = client.error;
    if (error && error !== this.toldError) {
      const refused = error.type === 'auth' && !error.retryable;
      this.dispatchEvent(refused ? new CreditsAuthErrorEvent(error) : new CreditsErrorEvent(error));
    }
    this.toldError = error;
    const grants = this.getData();
    if (!grants || state === 'signed-out') {
      this.toldReady = this.toldReady && state !== 'signed-out';
      return;
    }
    if (this.retried && !failure) {
      this.retried = false;
      this.renderRoot.querySelector<HTMLElement>('.base')?.focus();
    }
    if (!this.toldReady) {
      this.toldReady = true;
      this.resolveReady(grants);
      this.dispatchEvent(new CreditsReadyEvent(client.balances));
    }
    if (this.asked && !this.reader.isBehind) this.tellAnswer();
  }

  /** Its pools: of the type that the page names, or all to choose from. */
  private pools(): readonly Balance[] {
    const { creditType, resourceId } = this;
    return this.data.balances.filter(
      (pool) => (pool.resourceId ?? '') === (resourceId ?? '') && (!creditType || pool.creditTypeId === creditType),
    );
  }

  private pool(): Balance | undefined {
    const pools = this.pools();
    return pools.find(({ creditTypeId }) => creditTypeId === this.chosenType) ?? pools[0];
  }

  /** As many rows as are shown. */
  private get most(): number {
    const size = Math.floor(Number(this.pageSize ?? PAGE_SIZE));
    return this.pages * (size >= 1 ? size : PAGE_SIZE);
  }

  /** What to know now: nothing while nobody is signed in, or there are no credits of which there could be grants. */
  private question(): Question | null {
    const pool = this.pool();
    if (!pool || !this.client || this.data.phase !== 'ready') return null;
    // Which ones come first by another column is known when all are.
    const asked = queryOf(pool, this.past, sortingOf(this.sort) ? Infinity : this.most);
    return { ...asked, read: this.client.read, version: this.live === 'off' ? 0 : pool.version };
  }

  private shown(): Shown {
    const none = this.reader.answer?.groups.length === 0;
    const noPool = this.data.phase === 'ready' && !this.pool();
    const shown = shownOf(this.data, this.reader, this.pool(), none || noPool);
    return shownWith(shown, this.table, this.lazyTable);
  }

  private viewOf(pool: Balance | undefined, context: Context): View | null {
    const { answer } = this.reader;
    if (!answer || !pool || !this.table) return null;
    const { columns, past, most } = this;
    return this.table.viewOf(answer, pool, { columns, past, most, sorting: sortingOf(this.sort) }, context);
  }

  private body(view: View, pool: Balance | null, label: string): TemplateResult | typeof nothing {
    const { table } = this;
    if (!table) return nothing;
    const add = this.canAdd
      ? html`<button class="add" part="add-button" @click=${() => this.dispatchEvent(new CreditsAddRequestEvent(pool))}>
          ${label}
        </button>`
      : nothing;
    if (!view.hasAny)
      return html`<div class="failure">
        <p>${phrase(view.words.noneLeft)}</p>
        ${add}
      </div>`;
    return html`${view.expiring === null ? nothing : table.noticeTemplate(view.expiring, add)}
    ${table.tableTemplate(view, this.onSort)}${table.moreTemplate(view, this.onMore)}`;
  }

  private tellAnswer(): void {
    this.asked = false;
    const { lastView, firstNew } = this;
    this.firstNew = -1;
    if (lastView) this.announce('grants', `${lastView.caption}. ${lastView.progress ?? lastView.order}.`);
    // The button has gone with the last rows, and would take the keyboard along.
    if (firstNew >= 0 && !lastView?.progress) {
      this.renderRoot.querySelectorAll<HTMLElement>('tbody th')[firstNew]?.focus();
    }
  }

  private readonly onPool = (creditTypeId: string): void => {
    this.chosenType = creditTypeId;
    this.pages = 1;
    this.choose();
  };

  private readonly onPast = (past: boolean): void => {
    this.past = past;
    this.choose();
  };

  private readonly onSort = (column: Column): void => {
    this.sort = nextSorting(sortingOf(this.sort), column);
    this.choose();
  };

  private readonly onMore = (): void => {
    this.firstNew = this.lastView?.shown.length ?? -1;
    this.pages += 1;
    this.choose();
  };

  private choose(): void {
    this.asked = true;
    this.requestUpdate();
  }

  private readonly onRetry = (): void => {
    this.lazyTable.retry();
    void this.refresh().then(() => {
      this.retried = true;
      this.requestUpdate();
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'credits-grants-table': CreditsGrantsTableElement;
  }
}
