import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { CreditsError } from '../client/credits-error.js';
import type { ClientState } from '../client/state.js';
import { clockTime, fullInstant, MINUTE_MS, relative } from '../format/dates.js';
import type { CreditsStrings } from '../strings/strings.js';
import type { Context } from '../element/credits-element.js';
import { fillParts } from '../format/fill.js';

const CIRCLE = 'M8 1.8a6.2 6.2 0 1 0 .01 0z';

/** Each state has its own shape, so that it is recognizable without color. */
export const WARNING = 'M8 2 14.8 13.8H1.2zM8 6.5v3.2m0 1.8v.3';
export const STOP = `${CIRCLE}M5.2 8h5.6`;
export const CLOCK = `${CIRCLE}M8 4.8V8l2.2 1.5`;

export const icon = (path: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;

export type Values = Readonly<Record<string, string | TemplateResult>>;

/**
 * `dir` and `bdi` keep directions apart: an English sentence reads as English in a right-to-left page, and a value does
 * not reorder the sentence.
 */
export const phrase = (template: string, values: Values = {}): TemplateResult =>
  html`<span dir="auto">${fillParts(template, values, (value) => html`<bdi>${value}</bdi>`)}</span>`;

const HALF_A_DAY_MS = 720 * MINUTE_MS;

export const bone = html`<span class="bone" aria-hidden="true">&nbsp;</span>`;

export function freshnessTemplate({ freshness, asOfMs }: ClientState, context: Context): TemplateResult {
  const { status } = context.strings;
  const ageMs = context.nowMs - asOfMs;
  const words = freshness !== 'current' ? status[freshness] : ageMs < MINUTE_MS ? status.now : status.ago;
  const values = {
    when: relative(asOfMs, context),
    time: (ageMs < HALF_A_DAY_MS ? clockTime : fullInstant)(asOfMs, context),
  };
  const dot = freshness === 'current' ? nothing : html`<span class="dot"></span>`;
  return html`<span class="freshness row ${freshness}">${dot}${phrase(words, values)}</span>`;
}

/** `again` is true after a retry that failed too. */
export function failureTemplate(
  error: CreditsError,
  again: boolean,
  errors: CreditsStrings['errors'],
  onRetry: () => void,
) {
  const { code, retryable, requestId } = error;
  const words = (errors as Readonly<Record<string, string>>)[code] ?? (again ? errors.again : errors.title);
  return html`<div class="row strong">${icon(STOP)}${phrase(words)}</div>
    ${retryable ? html`<button @click=${onRetry}>${errors.retry}</button>` : nothing}
    ${requestId ? html`<small>${phrase(errors.request, { id: requestId })}</small>` : nothing}`;
}
