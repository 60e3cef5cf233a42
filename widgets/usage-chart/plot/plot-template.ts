import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { phrase } from '../../kit/templates/basics.js';
import { speakBucket, summary } from './speech.js';
import { swatch } from '../table/legend-template.js';
import type { View } from '../figures/view.js';
import type { Bucket } from '../../kit/events/credits-bucket-select.js';
import { CreditsBucketSelectEvent } from '../../kit/events/credits-bucket-select.js';
import type { PlotController } from './plot-controller.js';

function bucketOf({ usage, figures, labelOf, nameOf }: View, index: number, band: number | null): Bucket | null {
  const bucket = figures.buckets[index];
  if (!bucket) return null;
  const [from = '', to = ''] = [bucket.startMs, bucket.endMs].map((ms) => new Date(ms).toISOString());
  const { creditTypeId, groupBy } = usage;
  const meant = band === null ? undefined : figures.bands[band];
  const key = meant?.kind === 'named' ? meant.id.slice(meant.id.indexOf('=') + 1) : null;
  const series = meant && key !== null ? { groupBy, key, name: nameOf(meant) } : null;
  return { from, to, label: labelOf(index), creditTypeId, series };
}

/**
 * `at` is an index or a click. A click opens only a bar whose tooltip was open before, so that the first touch shows
 * the tooltip.
 */
export function select(host: Element, plots: PlotController, view: View, at: number | PointerEvent): void {
  const byKey = typeof at === 'number';
  const index = byKey ? at : plots.bucketAt(at.clientX);
  if (index === null) return;
  if (!byKey && (at.currentTarget as HTMLElement).parentElement?.dataset['before'] !== String(index)) return;
  const bucket = bucketOf(view, index, byKey ? null : plots.bandAt(at));
  if (bucket) host.dispatchEvent(new CreditsBucketSelectEvent(bucket));
}

export type PlotEvents = {
  readonly onMove: (index: number | null) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onPointer: (event: PointerEvent) => void;
  /** `null` if bars cannot be opened. */
  readonly onSelect: ((at: number | PointerEvent) => void) | null;
};

/** `null` leaves the bars; `undefined` if the key is not handled. */
export function stepOf(key: string, active: number | null, last: number, rightToLeft: boolean) {
  const at = active ?? last;
  const forward = rightToLeft ? -1 : 1;
  const steps: Readonly<Record<string, number | null>> = {
    ArrowRight: at + forward,
    ArrowLeft: at - forward,
    ArrowUp: at + 1,
    ArrowDown: at - 1,
    Home: 0,
    End: last,
    Escape: null,
  };
  const index = steps[key];
  return typeof index === 'number' ? Math.min(last, Math.max(0, index)) : index;
}

/** A style attribute in the template would break a strict CSP, so the script places the tooltip. */
export function placeTooltip(root: ParentNode, column: { readonly x: number; readonly width: number } | null): void {
  const tooltip = root.querySelector<HTMLElement>('.tooltip');
  if (!tooltip || !column) return;
  const { offsetWidth: width } = tooltip;
  const room = (tooltip.parentElement?.clientWidth ?? 0) - width;
  const { x } = column;
  const half = column.width / 2 + 6;
  const left = x + half <= room ? x + half : x - half - width;
  tooltip.style.setProperty('left', `${Math.max(0, Math.min(room, left))}px`);
}

/** Hidden from screen readers, because `aria-valuetext` says the same. */
function tooltip({ figures, words, labelOf, nameOf, exactColumn }: View, index: number): TemplateResult {
  const { bands, bucketTotals } = figures;
  const sum = bucketTotals[index] ?? 0n;
  const exact = exactColumn([...bands.map(({ values }) => values[index] ?? 0n), sum]);
  return html`<div class="tooltip" part="tooltip" aria-hidden="true">
    <strong>${labelOf(index)}</strong>
    <dl>
      ${bands.map(
        (band) =>
          html`<dt class=${band.values[index] ? '' : 'none'}>${swatch(band)}<bdi>${nameOf(band)}</bdi></dt>
            <dd><bdi>${exact(band.values[index] ?? 0n)}</bdi></dd>`,
      )}
      <dt class="sum">${words.sum}</dt>
      <dd class="sum"><bdi>${exact(sum)}</bdi></dd>
    </dl>
  </div>`;
}

/** A transparent slider over the bars gives access to the keyboard and screen readers. */
export function plotTemplate(title: string, view: View, active: number | null, events: PlotEvents): TemplateResult {
  const { onSelect } = events;
  const onDown = (event: PointerEvent) => {
    (event.currentTarget as HTMLElement).dataset['before'] = String(active);
    events.onPointer(event);
  };
  const last = view.figures.buckets.length - 1;
  const at = Math.min(active ?? view.unfinished ?? last, last);
  return html`<div
      class="plot ${onSelect ? 'opens' : ''}"
      part="plot"
      @pointermove=${events.onPointer}
      @pointerdown=${onDown}
      @pointerleave=${events.onPointer}
    >
      <div class="canvas"><canvas role="img" aria-label=${summary(title, view)}></canvas></div>
      <div
        class="walk"
        role="slider"
        tabindex="0"
        aria-label=${onSelect ? view.words.walkAndOpen : view.words.walk}
        aria-valuemin="1"
        aria-valuemax=${last + 1}
        aria-valuenow=${at + 1}
        aria-valuetext=${speakBucket(view, at)}
        @click=${onSelect ?? nothing}
        @keydown=${(event: KeyboardEvent) => (event.key === 'Enter' ? onSelect?.(at) : events.onKey(event))}
        @focus=${() => events.onMove(at)}
        @blur=${() => events.onMove(null)}
      ></div>
      ${active === null ? nothing : tooltip(view, at)}
    </div>
    ${
      view.unfinished === null
        ? nothing
        : html`<p class="row so-far" part="note">
            <span class="frame" aria-hidden="true"></span>${phrase(view.labelOf(view.unfinished))}
          </p>`
    }`;
}
