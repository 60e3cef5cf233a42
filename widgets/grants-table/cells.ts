import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { CustomerGrant } from '../../server/contract/index.js';
import { CLOCK, icon, phrase, STOP, WARNING } from '../kit/templates/basics.js';
import { millionths, ratio } from '../kit/format/decimal.js';
import type { Column, Standing } from './grant.js';
import { isWaiting, standingOf } from './grant.js';
import type { View, When } from './view.js';

const CIRCLE = 'M8 1.8a6.2 6.2 0 1 0 .01 0z';

/** Each status has its own shape, so that it is recognizable without color. */
const SHAPES: Readonly<Record<Standing, string>> = {
  active: `${CIRCLE}M5.2 8.3l2 2 3.6-4.2`,
  expiring: CLOCK,
  scheduled: 'M2.2 3.4h11.6v10.4H2.2zM2.2 6.8h11.6M5.2 1.8v3.2m5.6-3.2v3.2',
  pending: `${CIRCLE}M5 8v.1m3-.1v.1m3-.1v.1`,
  depleted: STOP,
  expired: 'M4 1.8h8M4 14.2h8M5 1.8v2.4L8 8l3-3.8V1.8M5 14.2v-2.4L8 8l3 3.8v2.4',
  voided: `${CIRCLE}M3.6 12.4l8.8-8.8`,
  failed: WARNING,
};

export const SORT = {
  none: 'M5 6l3-3 3 3M5 10l3 3 3-3',
  ascending: 'M4.5 9.5 8 5.5l3.5 4',
  descending: 'M4.5 6.5 8 10.5l3.5-4',
};

/** Minimum width in percent, so that a tiny share stays visible. */
const LEAST_FILL = 3;

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

/** The remaining share is filled; the forfeited share is hatched. */
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
