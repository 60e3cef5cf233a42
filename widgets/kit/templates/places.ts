import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Context } from '../element/credits-element.js';
import type { Status } from '../element/frame.js';
import { bone, freshnessTemplate, phrase } from './basics.js';

/** Each place always renders its slot, so that a host can fill an empty one. */

const bare = (content: unknown): string => (content === nothing ? 'bare' : '');

export const emptyTemplate = (
  { state }: Status,
  { empty, emptyHelp }: { readonly empty: string; readonly emptyHelp: string },
): TemplateResult =>
  html`<div class="note" part="empty" ?hidden=${state !== 'empty'}>
    <slot name="empty"><strong>${phrase(empty)}</strong>${phrase(emptyHelp)}</slot>
  </div>`;

export const actionsTemplate = (buttons: unknown): TemplateResult =>
  html`<div class="actions ${bare(buttons)}" part="actions">${buttons}<slot name="actions"></slot></div>`;

export function footerTemplate({ state, client }: Status, context: Context): TemplateResult {
  const there = state === 'ready' || state === 'empty';
  const freshness = there ? freshnessTemplate(client, context) : state === 'loading' ? bone : nothing;
  return html`<div class="footer ${bare(freshness)}" part="footer"><slot name="footer">${freshness}</slot></div>`;
}
