import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, Usage } from '../../server/contract/index.js';
import type { Context } from '../kit/element/credits-element.js';
import { CreditsElement } from '../kit/element/credits-element.js';
import { Frame } from '../kit/element/frame.js';
import { hostStyles } from '../kit/styles/host.js';
import { actionsTemplate, emptyTemplate, footerTemplate } from '../kit/templates/places.js';
import { Reading } from '../kit/element/reading.js';
import { phrase } from '../kit/templates/basics.js';
import { CreditsExportEvent } from '../kit/events/credits-export.js';
import { CreditsRangeChangeEvent } from '../kit/events/credits-range-change.js';
import { fill } from '../kit/format/fill.js';
import { ENGLISH } from '../kit/strings/english.js';
import { ENGLISH_USAGE } from '../kit/strings/english-usage.js';
import type { Changes, Choice } from './controls/controls-template.js';
import { choiceOf } from './controls/choice.js';
import type { Figures } from './figures/figures.js';
import type * as Looks from './looks.js';
import { PlotController } from './plot/plot-controller.js';
import { skeleton, skeletonStyles } from './skeleton.js';
import type { Question } from './usage-reader.js';
import { findUsage, queryOf } from './usage-reader.js';
import type { View } from './figures/view.js';

/**
 * @summary A customer's usage of one credit type over time, by feature or by user, live.
 *
 * @slot heading - Instead of the name of the credit type.
 * @slot actions - Beside "Show as table" and "Download CSV".
 * @slot empty - What to say where nothing was used.
 * @slot error - Instead of the message and its retry button.
 * @slot footer - Instead of the line that says how fresh the numbers are.
 *
 * @csspart base - The whole widget.
 * @csspart header - Around heading and total.
 * @csspart total - What was used in the period.
 * @csspart unit - What the total counts.
 * @csspart change - Against the period before.
 * @csspart period - The dates of the period.
 * @csspart controls - Around the choices.
 * @csspart plot - The bars.
 * @csspart tooltip - What is in one bar.
 * @csspart note - Below the bars: which bar is not over.
 * @csspart legend - The list of colours.
 * @csspart legend-entry - One of them.
 * @csspart table - The numbers as a table.
 * @csspart actions - Around the buttons.
 * @csspart empty - Around the message for no usage.
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
 * @cssproperty --credits-accent - The dot of the line on freshness, and the ring around what has the keyboard.
 * @cssproperty --credits-danger - The icon of a failure.
 * @cssproperty --credits-track-color - Places that are held, and the column that is looked at.
 * @cssproperty --credits-focus-color - The ring around what has the keyboard.
 * @cssproperty --credits-tooltip-background - Behind what is in one bar.
 * @cssproperty --credits-series-1 - The first of six colours of features or users.
 * @cssproperty --credits-series-2 - The second.
 * @cssproperty --credits-series-3 - The third.
 * @cssproperty --credits-series-4 - The fourth.
 * @cssproperty --credits-series-5 - The fifth.
 * @cssproperty --credits-series-6 - The sixth.
 * @cssproperty --credits-series-other - The hatch of "Other".
 *
 * @cssstate loading - The first numbers are on their way.
 * @cssstate ready - There are numbers.
 * @cssstate live - New usage arrives by itself.
 * @cssstate current - The numbers were asked for, and none arrive by themselves.
 * @cssstate empty - Nothing was used in the period.
 * @cssstate error - Something failed that does not heal by itself, or before there were numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The same, and the device is offline.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers are here.
 * @fires credits-range-change - The reader chose another period, grain, breakdown or credit type.
 * @fires credits-bucket-select - The reader opened a bar.
 * @fires credits-export - The reader asked for a file; cancelable.
 * @fires credits-error - Something failed.
 * @fires credits-auth-error - The server refuses this page's tokens.
 */
export class CreditsUsageChartElement extends CreditsElement {
  static override readonly styles = [hostStyles, skeletonStyles];
  static override properties: PropertyDeclarations = {
    range: {},
    from: {},
    to: {},
    interval: {},
    groupBy: { attribute: 'group-by' },
    view: {},
    canSelect: { type: Boolean, attribute: 'can-select' },
  };

  /** `24h`, `7d`, `30d`, `12m`, or `custom`: from the date `from` to the date `to`. */
  range?: string | null;
  /** The first day of custom dates, as "2026-11-01". */
  from?: string | null;
  /** The last day of custom dates. */
  to?: string | null;
  /** `hour`, `day`, `week` or `month`; one that does not fit the period is as none. */
  interval?: string | null;
  /** `feature`, `user`, or `none`. */
  groupBy?: string | null;
  /** `table` shows the numbers instead of the bars. */
  view?: string | null;
  /** Bars can be opened; the page listens to `credits-bucket-select` and shows what is behind one. */
  canSelect = false;

  protected override readonly words = { ...ENGLISH, ...ENGLISH_USAGE };

  // Before the frame: the bars are drawn when `credits-ready` is dispatched.
  private readonly plots = new PlotController(this, () => this.draw());
  private readonly frame = new Frame<Usage>(this, this.access, () => this.reading.status());
  private readonly reading = new Reading<Question, Usage, typeof Looks>(this, this.access, {
    find: findUsage,
    looks: () => import('./looks.js'),
    questionOf: (pool) => queryOf(pool, this.choice(this.context())),
    isEmpty: ({ series }) => series.every(({ total }) => total === '0'),
    tellAnswer: () => this.announce('usage', this.lastView?.answer() ?? this.context().strings.usage.empty),
  });
  private off: ReadonlySet<string> = new Set();
  private active: number | null = null;
  private lastFigures: { readonly usage: Usage; readonly begun: number; readonly figures: Figures } | null = null;
  private lastView: View | null = null;
  private exportFailed = false;

  /** The usage that is shown; null while there is none. */
  getData(): Usage | null {
    return this.reading.reader.answer;
  }

  /** Resolves with the first numbers. */
  whenReady(): Promise<Usage> {
    return this.frame.ready;
  }

  override async refresh(): Promise<void> {
    await this.reading.refresh(super.refresh());
  }

  /** Fetches what is shown as a file, unless a listener of `credits-export` does it. */
  async exportCsv(): Promise<void> {
    const { looks, reader } = this.reading;
    const query = reader.answered?.query;
    const usage = reader.answer;
    if (!query || !usage || !this.client || !looks) return;
    const fileName = looks.fileNameOf(usage);
    if (!this.dispatchEvent(new CreditsExportEvent(fileName, query))) return;
    this.exportFailed = !(await looks.download(this.client.read, `usage.csv?${query}`, fileName));
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const context = this.context();
    const { strings } = context;
    const words = strings.usage;
    const { reading } = this;
    const status = reading.status();
    const { state } = status;
    const { isBehind } = reading.reader;
    const pool = reading.pool();
    const looks = state === 'ready' || state === 'empty' ? reading.looks : null;
    const view = (this.lastView = state === 'ready' ? this.viewOf(pool, context) : null);
    const onExport = () => this.exportCsv();
    const buttons = view && looks ? looks.buttonsTemplate(view, this.showsTable, this.onView, onExport) : nothing;
    return this.frame.render(status, context, {
      look: `card ${isBehind ? 'behind' : ''}`,
      title: pool ? phrase(words.heading, { name: pool.name }) : words.title,
      tools: view ? looks?.sumTemplate(view) : nothing,
      isBehind,
      body: html`${looks?.controlsTemplate(this.choice(context), strings, this.onChoose)}
      ${state === 'loading' ? skeleton : nothing} ${view && looks ? this.body(view, looks) : nothing}
      ${emptyTemplate(status, words)}`,
      end: html`${this.exportFailed && view ? html`<p role="alert">${phrase(words.exportFailed)}</p>` : nothing}
        <div class="bottom">${footerTemplate(status, context)}${actionsTemplate(buttons)}</div>`,
    });
  }

  private choice(context: Context): Choice {
    return choiceOf(this, this.pools(), this.reading.pool()?.creditTypeId, context);
  }

  private get showsTable(): boolean {
    return this.view === 'table' || this.plots.failed;
  }

  private viewOf(pool: Balance | undefined, context: Context): View | null {
    const { looks, reader } = this.reading;
    const { answer: usage, answered } = reader;
    if (!usage || !pool || !looks) return null;
    const begun = looks.begunBuckets(usage, context.nowMs);
    const last = this.lastFigures;
    const same = last?.usage === usage && last.begun === begun;
    const { figures } = (this.lastFigures = same ? last : { usage, begun, figures: looks.figuresOf(usage, begun) });
    return looks.viewOf(usage, figures, pool, answered?.range ?? '7d', context);
  }

  private body(view: View, looks: typeof Looks): TemplateResult {
    const title = fill(view.words.heading, { name: this.reading.pool()?.name ?? '' });
    const onSelect = this.canSelect ? this.onSelect : null;
    if (this.showsTable) {
      const why = html`<p class="strong">${phrase(view.words.noChart)}</p>`;
      return html`${this.plots.failed ? why : nothing}${looks.tableTemplate(title, view, onSelect)}`;
    }
    const events = { onMove: this.onMove, onKey: this.onKey, onPointer: this.onPointer, onSelect };
    return html`${looks.plotTemplate(title, view, this.active, events)}
    ${looks.legendTemplate(view, this.off, this.onToggle)}${looks.paletteTemplate(this.onPalette)}`;
  }

  private draw(): void {
    const { plots, renderRoot, active, lastView } = this;
    const { looks } = this.reading;
    const canvas = renderRoot.querySelector('canvas');
    if (!canvas || !lastView || !looks) return plots.clear();
    const { made, picture } = looks.pictureOf(this, renderRoot, lastView, this.off);
    plots.show(canvas, made, picture);
    plots.look(active);
    looks.placeTooltip(renderRoot, active === null ? null : plots.columnOf(active));
  }

  private readonly onChoose = ({ creditTypeId, ...changes }: Changes): void => {
    Object.assign(this, changes);
    this.active = null;
    this.reading.choose(creditTypeId);
    const { range, interval, groupBy, period, ...rest } = this.choice(this.context());
    const [from, to] = [period.fromMs, period.toMs].map((ms) => new Date(ms).toISOString());
    this.dispatchEvent(new CreditsRangeChangeEvent(range, from ?? '', to ?? '', interval, groupBy, rest.creditTypeId));
  };

  private readonly onToggle = (id: string): void => {
    const off = new Set(this.off);
    if (!off.delete(id)) off.add(id);
    this.off = off;
    this.requestUpdate();
  };

  private readonly onView = (): void => {
    this.view = this.showsTable ? 'chart' : 'table';
    this.plots.retry();
    this.requestUpdate();
  };

  private readonly onMove = (index: number | null): void => {
    if (index === this.active) return;
    this.active = index;
    this.requestUpdate();
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const last = (this.lastView?.figures.buckets.length ?? 1) - 1;
    const rightToLeft = getComputedStyle(this).direction === 'rtl';
    const index = this.reading.looks?.stepOf(event.key, this.active, last, rightToLeft);
    if (index === undefined) return;
    event.preventDefault();
    this.onMove(index);
  };

  private readonly onPointer = ({ type, pointerType, clientX, target }: PointerEvent): void => {
    const overTooltip = target instanceof Element && target.closest('.tooltip');
    // A finger that is lifted has not looked away.
    if (type === 'pointerleave') {
      if (pointerType !== 'touch') this.onMove(null);
    } else if (!overTooltip) this.onMove(this.plots.bucketAt(clientX));
  };

  private readonly onSelect = (at: number | PointerEvent): void => {
    if (this.lastView) this.reading.looks?.select(this, this.plots, this.lastView, at);
  };

  private readonly onPalette = (): void => this.requestUpdate();
}

declare global {
  interface HTMLElementTagNameMap {
    'credits-usage-chart': CreditsUsageChartElement;
  }
}
