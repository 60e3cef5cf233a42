import type { ReactiveController, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, Change } from '../../server/contract/index.js';
import type { CreditsClient } from '../kit/client/credits-client.js';
import type { CreditsError } from '../kit/client/credits-error.js';
import type { Context } from '../kit/element/credits-element.js';
import type { Shown } from '../kit/element/framed-element.js';
import { phrase } from '../kit/element/rich.js';
import { bone } from '../kit/element/templates.js';
import { Changes } from '../kit/history/changes.js';
import { historyStyles } from '../kit/history/history.styles.js';
import { historyTemplate } from '../kit/history/history-template.js';
import { ENGLISH_HISTORY } from '../kit/strings/english-history.js';
import type { CreditsBalanceElement } from './credits-balance-element.js';

/** What of the element only its own code may reach: this is a part of it that comes later. */
type Inside = {
  words: object;
  below: (context: Context, state: Shown['state']) => unknown;
  readonly client: CreditsClient | null;
  readonly level: number;
  tellError(error: CreditsError): void;
};

/** How many changes to show: 5 where no number from 1 on is said, and 50 at most. */
const countOf = (history: unknown): number => Math.min(50, Math.max(0, Math.trunc(Number(history))) || 5);

/** The shape of as many changes, and of their heading. */
export const historyShape = (history: unknown): TemplateResult =>
  html`<div class="history" part="history" aria-hidden="true">
    ${Array.from({ length: countOf(history) + 1 }, () => html`<p>${bone}</p>`)}
  </div>`;

/** The last changes with their heading; null for those that could not be had. */
const section = (
  changes: readonly Change[] | null,
  pools: readonly Balance[],
  context: Context,
  level: number,
): TemplateResult =>
  html`<div class="history" part="history">
    <div class="heading" role="heading" aria-level=${Math.min(6, level + 1)}>${context.strings.history.title}</div>
    ${changes ? historyTemplate(changes, pools, context) : html`<p>${phrase(context.strings.history.failed)}</p>`}
  </div>`;

/** The last changes below a balance. What nobody wants is neither fetched nor asked for. */
class History implements ReactiveController {
  private readonly inside: Inside;
  private readonly changes: Changes;

  constructor(private readonly element: CreditsBalanceElement) {
    const inside = (this.inside = element as unknown as Inside);
    inside.words = { ...inside.words, ...ENGLISH_HISTORY };
    inside.below = (context, state) => this.render(context, state);
    // Before the reader, which then reads what has just been asked.
    element.addController(this);
    this.changes = new Changes(element, () => inside.client?.nowMs() ?? Date.now());
    const { styleSheet } = historyStyles;
    if (styleSheet) (element.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
    element.requestUpdate();
  }

  hostUpdate(): void {
    const { creditType, resourceId, live, history } = this.element;
    const { client } = this.inside;
    const { phase, balances = [] } = client?.state() ?? {};
    const asked = client && {
      read: client.read,
      balances,
      creditType: creditType ?? '',
      resourceId: resourceId ?? '',
      limit: countOf(history),
      live: live !== 'off',
    };
    this.changes.ask(phase === 'ready' && history != null ? asked : null);
  }

  hostUpdated(): void {
    const { error } = this.changes.reader;
    if (error) this.inside.tellError(error);
  }

  /** The list, or its shape. A failure leaves what is known, and is a quiet line where nothing is. */
  private render(context: Context, state: Shown['state']): TemplateResult | typeof nothing {
    const { history } = this.element;
    const { list, reader } = this.changes;
    if (history == null || (state !== 'loading' && state !== 'ready')) return nothing;
    if (!list && !reader.error) return historyShape(history);
    return section(list, this.element.getData(), context, this.inside.level);
  }
}

/** Gives an element its history, for good; whether it is to be seen, the element's attribute says. */
export const attach = (element: CreditsBalanceElement): unknown => new History(element);
