import type { TemplateResult } from 'lit';
import { html } from 'lit';

const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path fill-rule="evenodd" d=${path} /></svg>`;

/** Each state has a shape of its own, so that it is told without its colour. */
const TRIANGLE =
  'M6.9 2 1.2 12A1.3 1.3 0 0 0 2.3 14h11.4a1.3 1.3 0 0 0 1.1-2L9.1 2a1.3 1.3 0 0 0-2.2 0zM7.3 5.6h1.4v4H7.3zm0 5.1h1.4v1.4H7.3z';
const BARRED_CIRCLE = 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4.5 7.3h7v1.4h-7z';
const CLOCK =
  'M8 1.2a6.8 6.8 0 1 0 0 13.6A6.8 6.8 0 0 0 8 1.2zm0 1.3a5.5 5.5 0 1 1 0 11A5.5 5.5 0 0 1 8 2.5zM7.4 4.5h1.2v3.3l2.3 1.4-.6 1L7.4 8.5z';

export const warningIcon = (): TemplateResult => icon(TRIANGLE);
export const stopIcon = (): TemplateResult => icon(BARRED_CIRCLE);
export const clockIcon = (): TemplateResult => icon(CLOCK);
