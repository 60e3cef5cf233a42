import type { TemplateResult } from 'lit';
import { html, svg } from 'lit';
import type { Band } from './figures.js';

/** The class by which a band has its colour. */
export const hueClass = ({ hue }: Pick<Band, 'hue'>): string => (hue === null ? 'other' : `hue-${hue + 1}`);

/** A small square in a band's colour; "Other" is hatched here too. */
export const swatch = (band: Pick<Band, 'hue'>): TemplateResult =>
  html`<svg class="swatch ${hueClass(band)}" viewBox="0 0 12 12" aria-hidden="true">
    ${band.hue === null ? svg`<path d="M0 6 6 0M0 12 12 0M6 12l6-6" />` : svg`<rect width="12" height="12" />`}
  </svg>`;
