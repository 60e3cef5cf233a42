import type { LitElement, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { bone } from '../kit/templates/basics.js';
import type { CreditsBucketSelectEvent } from '../kit/events/credits-bucket-select.js';
import type { CreditsRangeChangeEvent } from '../kit/events/credits-range-change.js';
import { ENGLISH } from '../kit/strings/english.js';

export const TAGS = {
  balance: 'credits-balance',
  usage: 'credits-usage-chart',
  grants: 'credits-grants-table',
} as const;

/** The words before the portal's code has loaded. The empty groups make their translations load meanwhile. */
export const COMING = { ...ENGLISH, history: {}, portal: {} };

export type ChildOptions = {
  readonly canAdd: boolean;
  readonly range?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly onRange: (event: CreditsRangeChangeEvent) => void;
  readonly onBucket: (event: CreditsBucketSelectEvent) => void;
};

/** `nothing` if the page has not registered the element. */
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

type Child = HTMLElement & { refresh?(): Promise<void> };

const SHARED = [
  'api',
  'token',
  'tokenUrl',
  'tokenProvider',
  'resourceId',
  'timeZone',
  'theme',
  'live',
  'quiet',
  'strings',
];

const childrenOf = (portal: LitElement): readonly Child[] => [
  ...(portal.renderRoot?.querySelectorAll<Child>('.child') ?? []),
];

export const refreshChildren = (portal: LitElement): readonly (Promise<void> | undefined)[] =>
  childrenOf(portal).map((child) => child.refresh?.());

/**
 * Copies the portal's properties to the elements inside, so that they share its client, words and theme. `given` has
 * the properties that differ from the portal's.
 */
export function equipChildren(
  portal: LitElement & { readonly creditType?: string | null },
  given: { readonly headingLevel: number; readonly locale: string },
  chosenType: string | null | undefined,
  exportedParts?: (child: string) => string,
): void {
  const shared = Object.fromEntries(SHARED.map((name) => [name, portal[name as keyof typeof portal]]));
  for (const child of childrenOf(portal)) {
    const [name] = Object.entries(TAGS).find(([, tag]) => tag === child.localName) ?? ['balance'];
    Object.assign(child, shared, given, { creditType: name === 'balance' ? portal.creditType : chosenType });
    const parts = exportedParts?.(name);
    if (parts && child.getAttribute('exportparts') !== parts) child.setAttribute('exportparts', parts);
  }
}

export const shape: TemplateResult = html`<div class="card" aria-hidden="true">
  ${[1, 2, 3, 4, 5].map(() => html`<p class="line">${bone}</p>`)}
</div>`;
