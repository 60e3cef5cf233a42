import type { TemplateResult } from 'lit';
import { html } from 'lit';

const CIRCLE = 'M8 1.8a6.2 6.2 0 1 0 .01 0z';

/** Each state has a shape of its own, so that it is told without its colour. */
export const WARNING = 'M8 2 14.8 13.8H1.2zM8 6.5v3.2m0 1.8v.3';
export const STOP = `${CIRCLE}M5.2 8h5.6`;
export const CLOCK = `${CIRCLE}M8 4.8V8l2.2 1.5`;

export const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;
