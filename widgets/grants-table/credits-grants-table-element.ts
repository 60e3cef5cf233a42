import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, CustomerGrant } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { CreditsElement } from '../kit/element/credits-element.js';
import { Frame } from '../kit/element/frame.js';
import { hostStyles } from '../kit/styles/host.js';
import { actionsTemplate, emptyTemplate, footerTemplate } from '../kit/templates/places.js';
import { Reading } from '../kit/element/reading.js';
import { phrase } from '../kit/templates/basics.js';
import { CreditsAddRequestEvent } from '../kit/events/credits-add-request.js';
import { ENGLISH } from '../kit/strings/english.js';
import { ENGLISH_GRANTS } from '../kit/strings/english-grants.js';
import type { Column } from './grant.js';
import { nextSorting, sortingOf } from './grant.js';
import type { Grants, Question } from './grants-reader.js';
import { grantsFinder, queryOf } from './grants-reader.js';
import { skeleton, skeletonStyles } from './skeleton.js';
import type * as Looks from './table.js';
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

  private readonly frame = new Frame<readonly CustomerGrant[]>(this, this.access, () => this.reading.status());
  private readonly reading = new Reading<Question, Grants, typeof Looks>(this, this.access, {
    find: grantsFinder(this.access.nowMs),
    looks: () => import('./table.js'),
    // The rows that come first by another column are known once all rows are.
    questionOf: (pool) => queryOf(pool, this.past, sortingOf(this.sort) ? Infinity : this.most),
    isEmpty: ({ groups }) => groups.length === 0,
    tellAnswer: () => this.tellAnswer(),
  });
  /** How often more was asked for. */
  private pages = 1;
  /** The row at which what was asked for begins, until the reader has been led there. */
  private firstNew = -1;
  private lastView: View | null = null;

  /** The grants that were read, in the order in which they will be spent; null while there is no answer. */
  getData(): readonly CustomerGrant[] | null {
    return this.reading.reader.answer?.rows ?? null;
  }

  /** Resolves with the first grants. */
  whenReady(): Promise<readonly CustomerGrant[]> {
    return this.frame.ready;
  }

  override async refresh(): Promise<void> {
    await this.reading.refresh(super.refresh());
  }

  override render(): TemplateResult {
    const context = this.context();
    const { strings } = context;
    const words = strings.grants;
    const status = this.reading.status();
    const { state } = status;
    const { looks, reader } = this.reading;
    const { isBehind } = reader;
    const pool = this.reading.pool();
    const view = (this.lastView = state === 'ready' ? this.viewOf(pool, context) : null);
    return this.frame.render(status, context, {
      look: `card ${isBehind ? 'behind' : ''}`,
      title: pool ? phrase(words.heading, { name: pool.name }) : words.title,
      tools: view && pool ? looks?.toolsTemplate(view, this.pools(), pool, this.onPool, this.onPast) : nothing,
      isBehind,
      body: html`${state === 'loading' ? skeleton : nothing}
      ${view ? this.body(view, pool ?? null, strings.balance.add) : nothing} ${emptyTemplate(status, words)}`,
      end: html`${actionsTemplate(nothing)} ${footerTemplate(status, context)}`,
    });
  }

  /** As many rows as are shown. */
  private get most(): number {
    const size = Math.floor(Number(this.pageSize ?? PAGE_SIZE));
    return this.pages * (size >= 1 ? size : PAGE_SIZE);
  }

  private viewOf(pool: Balance | undefined, context: Context): View | null {
    const { looks, reader } = this.reading;
    const { answer } = reader;
    if (!answer || !pool || !looks) return null;
    const { columns, past, most } = this;
    return looks.viewOf(answer, pool, { columns, past, most, sorting: sortingOf(this.sort) }, context);
  }

  private body(view: View, pool: Balance | null, label: string): TemplateResult | typeof nothing {
    const { looks } = this.reading;
    if (!looks) return nothing;
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
    return html`${view.expiring === null ? nothing : looks.noticeTemplate(view.expiring, add)}
    ${looks.tableTemplate(view, this.onSort)}${looks.moreTemplate(view, this.onMore)}`;
  }

  private tellAnswer(): void {
    const { lastView, firstNew } = this;
    this.firstNew = -1;
    if (lastView) this.announce('grants', `${lastView.caption}. ${lastView.progress ?? lastView.order}.`);
    // The button has gone with the last rows, and would take the keyboard along.
    if (firstNew >= 0 && !lastView?.progress) {
      this.renderRoot.querySelectorAll<HTMLElement>('tbody th')[firstNew]?.focus();
    }
  }

  private readonly onPool = (creditTypeId: string): void => {
    this.pages = 1;
    this.reading.choose(creditTypeId);
  };

  private readonly onPast = (past: boolean): void => {
    this.past = past;
    this.reading.choose();
  };

  private readonly onSort = (column: Column): void => {
    this.sort = nextSorting(sortingOf(this.sort), column);
    this.reading.choose();
  };

  private readonly onMore = (): void => {
    this.firstNew = this.lastView?.shown.length ?? -1;
    this.pages += 1;
    this.reading.choose();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'credits-grants-table': CreditsGrantsTableElement;
  }
}
