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
 * @slot heading - Replaces the name of the credit type.
 * @slot actions - Content beside "Show as table" and "Download CSV".
 * @slot empty - Replaces the message for a period without usage.
 * @slot error - Replaces the error message and its retry button.
 * @slot footer - Replaces the freshness line.
 *
 * @csspart base - The whole widget.
 * @csspart header - The box of the heading and the total.
 * @csspart total - The usage of the period.
 * @csspart unit - The unit of the total.
 * @csspart change - The change since the period before.
 * @csspart period - The dates of the period.
 * @csspart controls - The box of the controls.
 * @csspart plot - The bars.
 * @csspart tooltip - The numbers of one bar.
 * @csspart note - The note below the bars about the bar in progress.
 * @csspart legend - The list of the series and their colors.
 * @csspart legend-entry - One series of the legend.
 * @csspart table - The numbers as a table.
 * @csspart actions - The box of the buttons.
 * @csspart empty - The box of the message for no usage.
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
 * @cssproperty --credits-accent - Color of the freshness dot and, by default, of the keyboard focus ring.
 * @cssproperty --credits-danger - Color of the error icon.
 * @cssproperty --credits-track-color - Color of placeholders, of the empty part of a share, and of a hovered entry.
 * @cssproperty --credits-focus-color - Color of the keyboard focus ring.
 * @cssproperty --credits-tooltip-background - Background of the tooltip.
 * @cssproperty --credits-series-1 - Series color 1 of 6, for features or users.
 * @cssproperty --credits-series-2 - Series color 2.
 * @cssproperty --credits-series-3 - Series color 3.
 * @cssproperty --credits-series-4 - Series color 4.
 * @cssproperty --credits-series-5 - Series color 5.
 * @cssproperty --credits-series-6 - Series color 6.
 * @cssproperty --credits-series-other - Color of the hatched "Other" series.
 *
 * @cssstate loading - The first numbers are loading.
 * @cssstate ready - There are numbers.
 * @cssstate live - Changes are pushed.
 * @cssstate current - The numbers were read without a failure, but changes are not pushed.
 * @cssstate empty - Nothing was used in the period.
 * @cssstate error - A failure that is not retried, or that came before the first numbers.
 * @cssstate stale - The numbers are from before a failure.
 * @cssstate offline - The numbers are from before a failure, and the device is offline.
 * @cssstate signed-out - Nobody is signed in.
 *
 * @fires credits-ready - The first numbers have arrived.
 * @fires credits-range-change - The reader chose another period, interval, breakdown or credit type.
 * @fires credits-bucket-select - The reader opened a bar.
 * @fires credits-export - The reader asked for a file; cancelable.
 * @fires credits-error - A failure.
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

  /** The period: `24h`, `7d`, `30d`, `12m`, or `custom` with `from` and `to`. */
  range?: string | null;
  /** The first day of a custom period, such as "2026-11-01". */
  from?: string | null;
  /** The last day of a custom period. */
  to?: string | null;
  /** The period of one bar: `hour`, `day`, `week` or `month`. An interval that does not fit the range is ignored. */
  interval?: string | null;
  /** The breakdown: `feature`, `user`, or `none`. */
  groupBy?: string | null;
  /** `table` shows the numbers instead of the bars. */
  view?: string | null;
  /** Makes bars selectable. The page listens to `credits-bucket-select` and shows the usage behind a bar. */
  canSelect = false;

  protected override readonly words = { ...ENGLISH, ...ENGLISH_USAGE };

  // Added before the frame, so that the bars are drawn when `credits-ready` is dispatched.
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

  /** The usage on the screen; `null` before the first answer. */
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

  /** Downloads the usage on the screen as CSV, unless a listener of `credits-export` calls `preventDefault()`. */
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
    // Lifting a finger keeps the tooltip open.
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
