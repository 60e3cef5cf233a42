import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { ratio } from '../kit/format/decimal.js';
import { hueClass, swatch } from './swatch.js';
import type { View } from './view.js';

/** What the colours mean, largest first; each a button that takes its colour out of the bars. */
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
            ${swatch(band)}<bdi class="name">${nameOf(band)}</bdi>
            <svg class="share ${hueClass(band)}" aria-hidden="true">
              <rect height="100%" width="${100 * Number(ratio(band.total, total) ?? 0)}%"></rect>
            </svg>
            <bdi class="value">${part(band)}</bdi><bdi class="percent">${share(band)}</bdi>
          </button>
        </li>`,
    )}
  </ul>`;
}
