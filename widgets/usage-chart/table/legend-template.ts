import type { TemplateResult } from 'lit';
import { html, nothing, svg } from 'lit';
import { ownTimeZone } from '../../kit/format/zone.js';
import { phrase } from '../../kit/templates/basics.js';
import { ratio } from '../../kit/format/decimal.js';
import type { View } from '../figures/view.js';
import type { Band } from '../figures/figures.js';

const hueClass = ({ hue }: Pick<Band, 'hue'>): string => (hue === null ? 'other' : `hue-${hue + 1}`);

export const swatch = (band: Pick<Band, 'hue'>): TemplateResult =>
  html`<svg class="swatch ${hueClass(band)}" viewBox="0 0 12 12" aria-hidden="true">
    ${band.hue === null ? svg`<path d="M0 6 6 0M0 12 12 0M6 12l6-6" />` : svg`<rect width="12" height="12" />`}
  </svg>`;

export function sumTemplate({ figures, shown, unitOf, change, period, usage, words }: View): TemplateResult {
  const { total } = figures;
  const zone = usage.timeZone === ownTimeZone() ? nothing : html` · ${phrase(words.zone, { zone: usage.timeZone })}`;
  return html`<div class="amount">
      <bdi class="number" part="total">${shown(total)}</bdi> <bdi class="unit" part="unit">${unitOf(total)}</bdi>
    </div>
    <p part="change">${phrase(change())}</p>
    <p part="period"><bdi>${period}</bdi>${zone}</p>`;
}

export function legendTemplate(
  { figures, words, nameOf, part, share }: View,
  hidden: ReadonlySet<string>,
  onToggle: (id: string) => void,
): TemplateResult {
  const { bands, total } = figures;
  return html`<ul class="legend" part="legend" aria-label=${words.legend}>
    ${bands.map(
      (band) =>
        html`<li>
          <button
            class="entry"
            part="legend-entry"
            aria-pressed=${hidden.has(band.id) ? 'false' : 'true'}
            @click=${() => onToggle(band.id)}
          >
            ${swatch(band)}<span class="name"><bdi>${nameOf(band)}</bdi></span>
            <svg class="share ${hueClass(band)}" aria-hidden="true">
              <rect height="100%" width="${100 * Number(ratio(band.total, total) ?? 0)}%"></rect>
            </svg>
            <span class="value"><bdi>${part(band)}</bdi></span
            ><span class="percent"><bdi>${share(band)}</bdi></span>
          </button>
        </li>`,
    )}
  </ul>`;
}
