import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { CreditsError } from '../client/credits-error.js';
import type { ClientState } from '../client/state.js';
import { clockTime, fullInstant, MINUTE_MS, relative } from '../format/dates.js';
import type { CreditsStrings } from '../strings/strings.js';
import type { Context } from './credits-element.js';
import { icon, STOP } from './icons.js';
import { phrase } from './rich.js';

const HALF_A_DAY_MS = 720 * MINUTE_MS;

/** Where words will be. */
export const bone = html`<span class="bone" aria-hidden="true">&nbsp;</span>`;

/** How fresh the numbers are. */
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

/** What went wrong, in words for the reader; `again` after a retry of theirs that failed too. */
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
