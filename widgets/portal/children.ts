import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { bone } from '../kit/templates/basics.js';
import type { CreditsBucketSelectEvent } from '../kit/events/credits-bucket-select.js';
import type { CreditsRangeChangeEvent } from '../kit/events/credits-range-change.js';
import { ENGLISH } from '../kit/strings/english.js';

/** The elements that the portal is made of, by section. */
export const TAGS = {
  balance: 'credits-balance',
  usage: 'credits-usage-chart',
  grants: 'credits-grants-table',
} as const;

/** The words of a portal whose code is on its way; where its own are to be in another language, they come meanwhile. */
export const COMING = { ...ENGLISH, history: {}, portal: {} };

/** What they need beside what all elements do. */
export type ChildOptions = {
  readonly canAdd: boolean;
  readonly range?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly onRange: (event: CreditsRangeChangeEvent) => void;
  readonly onBucket: (event: CreditsBucketSelectEvent) => void;
};

/** One of them; nothing where the page has not loaded it. */
export function childTemplate(name: keyof typeof TAGS, options: ChildOptions): TemplateResult | typeof nothing {
  const { canAdd, range, from, to, onRange, onBucket } = options;
  if (!customElements.get(TAGS[name])) return nothing;
  if (name === 'balance') return html`<credits-balance class="child" ?can-add=${canAdd}></credits-balance>`;
  if (name === 'grants') return html`<credits-grants-table class="child" ?can-add=${canAdd}></credits-grants-table>`;
  return html`<credits-usage-chart
    class="child"
    can-select
    .range=${range}
    .from=${from}
    .to=${to}
    @credits-range-change=${onRange}
    @credits-bucket-select=${onBucket}
  ></credits-usage-chart>`;
}

/** The shape of a section that is on its way. */
export const shape: TemplateResult = html`<div class="card" aria-hidden="true">
  ${[1, 2, 3, 4, 5].map(() => html`<p class="line">${bone}</p>`)}
</div>`;
