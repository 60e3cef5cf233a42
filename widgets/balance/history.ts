import type { LitElement, ReactiveController, TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, Change } from '../../server/contract/index.js';
import type { Context, ElementAccess } from '../kit/element/credits-element.js';
import type { Frame, Status } from '../kit/element/frame.js';
import { bone, phrase } from '../kit/templates/basics.js';
import { Changes } from '../kit/history/changes.js';
import { historyStyles } from '../kit/history/history.styles.js';
import { historyTemplate } from '../kit/history/history-template.js';
import { wantsHistory } from './values.js';

type HistoryHost = LitElement & {
  readonly creditType?: string | null;
  readonly resourceId?: string | null;
  readonly live: 'on' | 'off';
  readonly history?: string | number | null;
  getData(): readonly Balance[];
};

export { ENGLISH_HISTORY as words } from '../kit/strings/english-history.js';

/** The default is 5, and the server's page holds at most 50. */
const countOf = (history: unknown): number => Math.min(50, Math.max(0, Math.trunc(Number(history))) || 5);

export const historyShape = (history: unknown): TemplateResult =>
  html`<div class="history" part="history" aria-hidden="true">
    ${Array.from({ length: countOf(history) + 1 }, () => html`<p>${bone}</p>`)}
  </div>`;

/** `changes` is `null` if reading them failed. */
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

/** Reads the last changes only while `history` is set. */
export class History implements ReactiveController {
  private readonly changes: Changes;

  constructor(
    private readonly host: HistoryHost,
    private readonly access: ElementAccess,
    private readonly frame: Pick<Frame<unknown>, 'tellError'>,
  ) {
    // Controllers update in order of addition, so the reader receives its question within the same update.
    host.addController(this);
    this.changes = new Changes(host, access.nowMs);
    const { styleSheet } = historyStyles;
    if (styleSheet) (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
  }

  hostUpdate(): void {
    const { creditType, resourceId, live, history } = this.host;
    const client = this.access.client();
    const { phase, balances = [] } = client?.state() ?? {};
    const question = client && {
      read: client.read,
      balances,
      creditType: creditType ?? '',
      resourceId: resourceId ?? '',
      limit: countOf(history),
      live: live !== 'off',
    };
    this.changes.ask(phase === 'ready' && wantsHistory(history) ? question : null);
  }

  hostUpdated(): void {
    const { error } = this.changes.reader;
    if (error) this.frame.tellError(error);
  }

  /** A known list stays after a failure. Without one, the failure is one quiet line. */
  render(context: Context, state: Status['state']): TemplateResult | typeof nothing {
    const { history } = this.host;
    const { list, reader } = this.changes;
    if (!wantsHistory(history) || (state !== 'loading' && state !== 'ready')) return nothing;
    if (!list && !reader.error) return historyShape(history);
    return section(list, this.host.getData(), context, this.access.level());
  }
}
