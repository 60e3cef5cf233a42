import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { CustomerGrant } from '../../server/contract/index.js';
import { icon } from '../kit/element/icons.js';
import { phrase } from '../kit/element/rich.js';
import { millionths, ratio } from '../kit/format/decimal.js';
import type { Column } from './grant.js';
import { isWaiting, standingOf } from './grant.js';
import { SHAPES } from './icons.js';
import type { View, When } from './view.js';

/** A sliver that can be seen, in percent, for what is there but hardly any. */
const LEAST_FILL = 3;

/** What a column shows of a grant. */
export function cell(column: Column, grant: CustomerGrant, view: View): unknown {
  switch (column) {
    case 'source':
      return source(grant, view);
    case 'status':
      return status(grant, view);
    case 'remaining':
      return remaining(grant, view);
    case 'used':
      return html`<bdi>${view.amount(grant.consumed)}</bdi>`;
    case 'effective':
      return instant(view.starts(grant));
    case 'expires':
      return grant.expiresAt ? instant(view.ends(grant)) : html`<span class="muted">${view.words.never}</span>`;
    case 'priority':
      return view.amount(String(grant.priority));
    case 'place':
      return grant.position ? view.amount(String(grant.position)) : nothing;
  }
}

function source(grant: CustomerGrant, { titleOf, words }: View): TemplateResult {
  const named = grant.reason !== null && grant.source !== 'api';
  const category = words.categories[grant.category];
  return html`<bdi class="title">${titleOf(grant)}</bdi
    ><small>${named ? html`${words.sources[grant.source]} · ` : nothing}${category}</small>`;
}

function status(grant: CustomerGrant, { nowMs, words, amount }: View): TemplateResult {
  const standing = standingOf(grant, nowMs);
  const lost = millionths(grant.forfeited) > 0n;
  const forfeited = html`<small>${phrase(words.forfeited, { amount: amount(grant.forfeited) })}</small>`;
  return html`<span class="status ${standing}" part="status"
      >${icon(SHAPES[standing])}${words.statuses[standing] ?? standing}</span
    >${lost ? forfeited : nothing}`;
}

/** What is left, full; what was forfeited, hatched, where it was. */
function remaining(grant: CustomerGrant, { words, amount }: View): TemplateResult {
  const values = { remaining: amount(grant.remaining), amount: amount(grant.amount) };
  if (isWaiting(grant)) return phrase(words.toCome, { amount: amount(grant.remaining) });
  const percent = (decimal: string) => 100 * Number(ratio(millionths(decimal), millionths(grant.amount)) ?? 0);
  const [left, lost] = [percent(grant.remaining), percent(grant.forfeited)];
  return html`${phrase(words.remaining, values)}<svg class="bar" part="meter" aria-hidden="true">
      <rect height="100%" width="${left > 0 ? Math.max(LEAST_FILL, left) : 0}%"></rect>
      <line x1="${100 - lost}%" x2="100%" y1="50%" y2="50%"></line>
    </svg>`;
}

const instant = (when: When | null) =>
  when &&
  html`<time datetime=${when.iso} title=${when.full}
    ><bdi>${when.text}</bdi>${when.date ? html`<small>${when.date}</small>` : nothing}</time
  >`;
