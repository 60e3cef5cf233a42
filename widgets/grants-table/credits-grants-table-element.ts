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

const PAGE_SIZE = 10;

/**
 * @summary A customer's grants of one credit type: remaining credits, expiry and order of burning, live.
 *
 * @slot heading - Replaces the name of the credit type.
 * @slot actions - Content below the table.
 * @slot empty - Replaces the message for a customer without any grant.
 * @slot error - Replaces the error message and its retry button.
 * @slot footer - Replaces the freshness line.
 *
 * @csspart base - The whole widget.
 * @csspart header - The box of the heading and the controls.
 * @csspart controls - The box of the controls.
 * @csspart notice - The notice about credits that expire soon.
 * @csspart add-button - The "Add credits" button.
 * @csspart table - The table.
 * @csspart row - One grant.
 * @csspart status - The status of a grant.
 * @csspart meter - The share of a grant that is left.
 * @csspart total - The remaining credits of all grants.
 * @csspart more - The box of "Show more".
 * @csspart actions - The box of the page's own content.
 * @csspart empty - The box of the message for no grants.
 * @csspart error - The box of the error message.
 * @csspart signed-out - The message if nobody is signed in.
 * @csspart footer - The box of the freshness line.
 * @csspart skeleton - The placeholder while loading.
 *
 * @cssproperty --credits-color - Text color; inherited from the page by default.
 * @cssproperty --credits-muted-color - Color of secondary text.
 * @cssproperty --credits-background - Card background; transparent by default.
 * @cssproperty --credits-border-color - Color of the card border and of lines.
 * @cssproperty --credits-radius - Card corner radius.
 * @cssproperty --credits-spacing - Space between the card's border and its content.
 * @cssproperty --credits-accent - Color of the bars and the button.
 * @cssproperty --credits-warning - Color of credits that expire soon.
 * @cssproperty --credits-danger - Color of the error icon.
 * @cssproperty --credits-track-color - Color of the empty part of a bar.
 * @cssproperty --credits-button-background - Background of "Add credits".
 * @cssproperty --credits-button-color - Text color of "Add credits".
 * @cssproperty --credits-focus-color - Color of the keyboard focus ring.
 *
 * @cssstate loading - The first grants are loading.
 * @cssstate ready - The grants have loaded.
 * @cssstate live - Changes are pushed.
 * @cssstate current - The grants were read without a failure, but changes are not pushed.
 * @cssstate empty - There never were grants.
 * @cssstate error - A failure that is not retried, or that came before the first numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The numbers are from before a failure, and the device is offline.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers have arrived.
 * @fires credits-add-request - "Add credits" was pressed; cancelable.
 * @fires credits-error - A failure.
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

  /** Offers "Add credits" if credits expire soon or none are left. The page listens to `credits-add-request`. */
  canAdd = false;
  /** Also shows grants that are used up, expired, voided or failed. */
  past = false;
  /** The column to sort by: `expires`, or `-expires` for descending order. The default is the order of burning. */
  sort?: string | null;
  /** Additional columns: `place`, `used`, `priority`. */
  columns?: string | null;
  /** The number of rows at first, and of rows that "Show more" adds; 10 by default. */
  pageSize?: string | number | null;

  protected override readonly words = { ...ENGLISH, ...ENGLISH_GRANTS };

  private readonly frame = new Frame<readonly CustomerGrant[]>(this, this.access, () => this.reading.status());
  private readonly reading = new Reading<Question, Grants, typeof Looks>(this, this.access, {
    find: grantsFinder(this.access.nowMs),
    looks: () => import('./table.js'),
    // The first rows of another order are known only once all rows have been read.
    questionOf: (pool) => queryOf(pool, this.past, sortingOf(this.sort) ? Infinity : this.most),
    isEmpty: ({ groups }) => groups.length === 0,
    tellAnswer: () => this.tellAnswer(),
  });
  private pages = 1;
  /** The first row that "Show more" added, until the focus has moved there; -1 if none. */
  private firstNew = -1;
  private lastView: View | null = null;

  /** The grants that were read, in the order of burning; `null` before the first answer. */
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
    // "Show more" disappears with the last rows, and the focus would be lost with it.
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
