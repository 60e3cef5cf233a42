import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance, DayGroup, Usage } from '../../server/contract/index.js';
import type { CreditsError } from '../kit/client/credits-error.js';
import type { Reader } from '../kit/client/request.js';
import type { AnswerReader, Question, ReadingHost } from '../kit/element/answer-reader.js';
import type { Context } from '../kit/element/credits-element.js';
import { pathReader } from '../kit/element/answer-reader.js';
import { bone, failureTemplate, freshnessTemplate, phrase } from '../kit/templates/basics.js';
import { choose, formatAmount } from '../kit/format/amount.js';
import { fill } from '../kit/format/fill.js';
import { Changes } from '../kit/history/changes.js';
import { historyTemplate } from '../kit/history/history-template.js';
import type { Choice } from '../usage-chart/controls/controls-template.js';
import { periodLabel } from '../usage-chart/figures/labels.js';
import type { SaidElsewhere } from './alerts.js';
import { alertsTemplate } from './alerts.js';
import type { LedgerFilter } from './ledger/ledger.js';
import { Ledger } from './ledger/ledger.js';
import type { RangeChange } from './ledger/ledger-controls.js';
import { ledgerControls } from './ledger/ledger-controls.js';
import { ledgerTemplate, pagesTemplate } from './ledger/ledger-template.js';
import { outlookTemplate } from './outlook-template.js';

const CHANGES = { one: 5, many: 10 };

export type Page = {
  readonly read: Reader;
  /** All balances of the customer; `pools` are the selected ones. */
  readonly balances: readonly Balance[];
  readonly pools: readonly Balance[];
  readonly pool: Balance;
  readonly resourceId: string;
  readonly creditType: string;
  readonly choice: Choice;
  /** If true, a new balance version reads the sections again. */
  readonly live: boolean;
  readonly shows: (section: 'projection' | 'history' | 'ledger') => boolean;
};

export type SectionsActions = {
  level(): number;
  nowMs: () => number;
  changeRange(change: RangeChange): void;
  widen(): void;
};

export class Sections {
  readonly ledger: Ledger;
  private readonly changes: Changes;
  private readonly outlooks: AnswerReader<Question, { readonly data: readonly Balance[] }>;
  /** Feature names by id, because ledger rows have only ids. */
  private readonly names = new Map<string, string>();

  constructor(
    host: ReadingHost,
    private readonly actions: SectionsActions,
  ) {
    this.ledger = new Ledger(host, actions.nowMs);
    this.changes = new Changes(host, actions.nowMs);
    this.outlooks = pathReader(host, actions.nowMs);
  }

  ask(page: Page | null): void {
    if (!page) {
      for (const part of [this.ledger.page, this.changes, this.outlooks]) part.ask(null);
      return;
    }
    const { read, balances, pools, pool, creditType, resourceId, choice, live, shows } = page;
    const version = live ? pools.reduce((sum, one) => sum + one.version, 0) : 0;
    const [from = '', to = ''] = [choice.period.fromMs, choice.period.toMs].map((ms) => new Date(ms).toISOString());
    const place = { read, pool, from, to, timeZone: choice.timeZone, version: live ? pool.version : 0 };
    this.ledger.ask(shows('ledger') ? place : null);
    this.changes.ask(
      shows('history')
        ? { read, balances, creditType, resourceId, limit: pools.length > 1 ? CHANGES.many : CHANGES.one, live }
        : null,
    );
    const outlook = 'balances?include=projection';
    this.outlooks.ask(shows('projection') ? { read, subject: outlook, query: outlook, version } : null);
    for (const { featureId, featureName } of this.changes.list ?? []) {
      if (featureId && featureName) this.names.set(featureId, featureName);
    }
  }

  private get readers() {
    return [this.ledger.page, this.changes.reader, this.outlooks];
  }

  async refresh(): Promise<void> {
    await Promise.all(this.readers.map((reader) => reader.refresh()));
  }

  errors(): readonly (CreditsError | null)[] {
    return this.readers.map(({ error }) => error);
  }

  learn(usage: Usage | null): void {
    if (usage?.groupBy !== 'feature') return;
    for (const { key, name } of usage.series) if (key !== null && name !== null) this.names.set(key, name);
  }

  alerts(pools: readonly Balance[], elsewhere: SaidElsewhere, context: Context): TemplateResult | typeof nothing {
    return alertsTemplate(pools, elsewhere, context);
  }

  history({ pools }: Page, context: Context): TemplateResult {
    const { list, reader } = this.changes;
    const body = list ? historyTemplate(list, pools, context) : null;
    return this.section('history', context.strings.history.title, reader, body, context);
  }

  projection({ pool }: Page, context: Context): TemplateResult | typeof nothing {
    const { answer: value } = this.outlooks;
    const outlook = value?.data.find(
      (one) => one.creditTypeId === pool.creditTypeId && one.resourceId === pool.resourceId,
    );
    // The answer is older than the pool. The next answer has its projection.
    if (value && !outlook?.projection) return nothing;
    const body = outlook?.projection ? outlookTemplate(outlook.projection, pool, context) : null;
    return this.section('projection', context.strings.portal.projection, this.outlooks, body, context);
  }

  ledgerSection({ pool, choice }: Page, context: Context): TemplateResult {
    const { ledger } = this;
    const { strings, locale } = context;
    const words = strings.ledger;
    const { filter } = ledger;
    const rows = ledger.page.answer?.data;
    const { period, timeZone } = choice;
    const label = filter?.label ?? periodLabel({ startMs: period.fromMs, endMs: period.toMs }, { locale, timeZone });
    const caption = fill(words.caption, { name: pool.name, period: label });
    const none = ledger.page.answer?.nextCursor ? words.shortPage : ledger.type ? words.emptyFiltered : words.empty;
    const onDay = ({ startsAt, endsAt }: DayGroup, day: string) =>
      this.narrow({ from: startsAt, to: endsAt, label: day, series: null });
    const table = () => ledgerTemplate({ ledger, rows: rows ?? [], caption, names: this.names, onDay }, context);
    const body = rows
      ? html`${rows.length ? table() : html`<p>${phrase(none)}</p>`}${pagesTemplate(ledger, context)}`
      : null;
    const { actions } = this;
    const controls = ledgerControls(
      ledger,
      choice,
      context,
      (change) => actions.changeRange(change),
      () => actions.widen(),
    );
    return this.section('ledger', words.title, ledger.page, body, context, controls);
  }

  narrow(filter: LedgerFilter): void {
    const { ledger } = this;
    ledger.choose({ filter, type: '', group: ledger.group === 'day' ? 'event' : ledger.group });
  }

  /** The announcement after a choice; `null` if it was made already or there is none. */
  answer(context: Context): string | null {
    const { ledger } = this;
    const rows = ledger.page.answer?.data;
    if (!ledger.asked || !rows || ledger.page.isBehind) return null;
    ledger.asked = false;
    const { title, shown } = context.strings.ledger;
    const count = String(rows.length);
    const values = { title: ledger.filter?.label ?? title, count: formatAmount(count, context.numberLocale) };
    return fill(choose(shown, count, context.locale), values);
  }

  /** Known data stays after an error. */
  private section(
    name: string,
    title: string,
    reader: Pick<AnswerReader<Question, unknown>, 'error' | 'asOfMs' | 'isBehind' | 'refresh'>,
    body: TemplateResult | null,
    context: Context,
    controls: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    const { error, isBehind } = reader;
    const busy = isBehind || (!body && !error);
    const stale = error && body && error.retryable;
    const told = error && !stale ? error : null;
    return html`<section
      class="card section ${isBehind ? 'behind' : ''}"
      aria-labelledby="${name}-heading"
      aria-busy=${busy ? 'true' : nothing}
    >
      <div class="bar">
        <div id="${name}-heading" class="heading" role="heading" aria-level=${this.actions.level() + 1} tabindex="-1">
          ${title}
        </div>
        ${controls}
      </div>
      ${told ? html`<div class="failure">${failureTemplate(told, false, context.strings.errors, () => void reader.refresh())}</div>` : nothing}
      ${body ?? (error ? nothing : BONES)} ${stale ? staleTemplate(reader.asOfMs, context) : nothing}
    </section>`;
  }
}

const BONES = html`<div aria-hidden="true">${[1, 2, 3, 4, 5].map(() => html`<p class="line">${bone}</p>`)}</div>`;

const staleTemplate = (asOfMs: number, context: Context): TemplateResult =>
  html`<div class="footer">
    ${freshnessTemplate(
      { phase: 'ready', balances: [], freshness: 'stale', asOfMs: asOfMs || context.nowMs, error: null },
      context,
    )}
  </div>`;
