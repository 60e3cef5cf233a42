import type { Balance } from '../../../server/contract/index.js';
import type { Reader } from '../../kit/client/request.js';
import type { AnswerReader, Question } from '../../kit/element/answer-reader.js';
import type { ReadingHost } from '../../kit/element/answer-reader.js';
import { pathReader } from '../../kit/element/answer-reader.js';
import type { Bucket } from '../../kit/events/credits-bucket-select.js';
import type { LedgerRow } from './ledger-view.js';

/** Rows of a page, few enough to read without much scrolling. */
const LIMIT = '20';

export const LEDGER_GROUPS = ['event', 'day', 'entry'] as const;
export type LedgerGroup = (typeof LEDGER_GROUPS)[number];

export type LedgerPlace = {
  readonly read: Reader;
  readonly pool: Balance;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly version: number;
};

export type LedgerPage = { readonly data: readonly LedgerRow[]; readonly nextCursor: string | null };

export type LedgerFilter = Pick<Bucket, 'from' | 'to' | 'label' | 'series'>;

/** Groups by day can be filtered only by time. */
function ledgerQuery(
  { pool, from, to, timeZone }: Omit<LedgerPlace, 'read' | 'version'>,
  group: LedgerGroup,
  type: string,
  filter: LedgerFilter | null,
): string {
  const query = new URLSearchParams({ creditTypeId: pool.creditTypeId, limit: LIMIT });
  if (pool.resourceId !== null) query.set('resourceId', pool.resourceId);
  query.set('from', filter?.from ?? from);
  query.set('to', filter?.to ?? to);
  if (group !== 'entry') query.set('groupBy', group);
  if (group === 'day') query.set('timeZone', timeZone);
  else {
    if (type) query.set('type', type);
    const series = filter?.series;
    if (series) query.set(series.groupBy === 'user' ? 'userId' : 'featureId', series.key);
  }
  return String(query);
}

export class Ledger {
  readonly page: AnswerReader<Question, LedgerPage>;
  group: LedgerGroup = 'event';
  /** All types if empty. */
  type = '';
  filter: LedgerFilter | null = null;
  /** A choice was made, and its answer is not announced yet. */
  asked = false;
  /** The server has only forward cursors, so earlier ones are kept for "Newer". */
  private cursors: readonly string[] = [];
  private subject = '';
  private query = '';

  constructor(
    private readonly host: ReadingHost,
    nowMs: () => number,
  ) {
    this.page = pathReader(host, nowMs);
  }

  ask(place: LedgerPlace | null): void {
    if (!place) return this.page.ask(null);
    const subject = `${place.pool.creditTypeId} ${place.pool.resourceId ?? ''}`;
    // An opened bar belongs to the previous pool.
    if (subject !== this.subject) this.filter = null;
    this.subject = subject;
    const query = ledgerQuery(place, this.group, this.type, this.filter);
    if (query !== this.query) this.cursors = [];
    this.query = query;
    const cursor = this.cursors[this.cursors.length - 1];
    const path = `ledger?${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    this.page.ask({ read: place.read, subject, query: path, version: place.version });
  }

  get pageNumber(): number {
    return this.cursors.length + 1;
  }

  choose(changes: Partial<Pick<Ledger, 'group' | 'type' | 'filter'>>): void {
    Object.assign(this, changes);
    this.asked = true;
    this.host.requestUpdate();
  }

  older(): void {
    const next = this.page.answer?.nextCursor;
    if (next && !this.page.isBehind) this.turn([...this.cursors, next]);
  }

  newer(): void {
    this.turn(this.cursors.slice(0, -1));
  }

  private turn(cursors: readonly string[]): void {
    this.cursors = cursors;
    this.asked = true;
    this.host.requestUpdate();
  }
}
