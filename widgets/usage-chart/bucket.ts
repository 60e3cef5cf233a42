import type { Bucket } from '../kit/events/credits-bucket-select.js';
import { CreditsBucketSelectEvent } from '../kit/events/credits-bucket-select.js';
import type { PlotController } from './plot-controller.js';
import type { View } from './view.js';

/** What a bar stands for, and the colour in it that was meant. */
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
 * Tells the page that the reader opened a bar: by its index, or by a click at its place. A click opens only what was
 * looked at already, so that the first touch of a finger shows what is in a bar.
 */
export function select(host: Element, plots: PlotController, view: View, at: number | PointerEvent): void {
  const byKey = typeof at === 'number';
  const index = byKey ? at : plots.bucketAt(at.clientX);
  if (index === null) return;
  if (!byKey && (at.currentTarget as HTMLElement).parentElement?.dataset['before'] !== String(index)) return;
  const bucket = bucketOf(view, index, byKey ? null : plots.bandAt(at));
  if (bucket) host.dispatchEvent(new CreditsBucketSelectEvent(bucket));
}
