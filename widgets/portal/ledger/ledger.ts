import type { Balance } from '../../../server/contract/index.js';
import type { Reader } from '../../kit/client/request.js';
import type { AnswerReader, Question } from '../../kit/element/answer-reader.js';
import type { ReadingHost } from '../../kit/element/answer-reader.js';
import { pathReader } from '../../kit/element/answer-reader.js';
import type { Bucket } from '../../kit/events/credits-bucket-select.js';
import type { LedgerRow } from './ledger-view.js';

/** Rows of a page: as many as are read without scrolling for long. */
const LIMIT = '20';

export const LEDGER_GROUPS = ['event', 'day', 'entry'] as const;
export type LedgerGroup = (typeof LEDGER_GROUPS)[number];

/** From when to when, and whose. */
export type LedgerPlace = {
  readonly read: Reader;
  readonly pool: Balance;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
  readonly version: number;
};

export type LedgerPage = { readonly data: readonly LedgerRow[]; readonly nextCursor: string | null };

/** What the reader has narrowed the ledger to, beside the period of the page. */
export type Narrowed = Pick<Bucket, 'from' | 'to' | 'label' | 'series'>;

/** What the server is asked. A day takes no filter but the time. */
function ledgerQuery(
  { pool, from, to, timeZone }: Omit<LedgerPlace, 'read' | 'version'>,
  group: LedgerGroup,
  type: string,
  narrowed: Narrowed | null,
): string {
  const query = new URLSearchParams({ creditTypeId: pool.creditTypeId, limit: LIMIT });
  if (pool.resourceId !== null) query.set('resourceId', pool.resourceId);
  query.set('from', narrowed?.from ?? from);
  query.set('to', narrowed?.to ?? to);
  if (group !== 'entry') query.set('groupBy', group);
  if (group === 'day') query.set('timeZone', timeZone);
  else {
    if (type) query.set('type', type);
    const series = narrowed?.series;
    if (series) query.set(series.groupBy === 'user' ? 'userId' : 'featureId', series.key);
  }
  return String(query);
}

/** The ledger of one pool, page by page, as the reader filters it. */
export class Ledger {
  readonly page: AnswerReader<Question, LedgerPage>;
  group: LedgerGroup = 'event';
  /** One kind of entries; all of them when empty. */
  type = '';
  narrowed: Narrowed | null = null;
  /** The reader has just chosen something, and is to hear what came of it. */
  asked = false;
  /** How each page that was left is gone back to; as many as there are before this one. */
  private cursors: readonly string[] = [];
  private subject = '';
  private query = '';

  constructor(
    private readonly host: ReadingHost,
    nowMs: () => number,
  ) {
    this.page = pathReader(host, nowMs);
  }

  /** What to show; null for nothing. To be said before each update. */
  ask(place: LedgerPlace | null): void {
    if (!place) return this.page.ask(null);
    const subject = `${place.pool.creditTypeId} ${place.pool.resourceId ?? ''}`;
    // What was narrowed to belongs to the pool whose bar it was.
    if (subject !== this.subject) this.narrowed = null;
    this.subject = subject;
    const query = ledgerQuery(place, this.group, this.type, this.narrowed);
    if (query !== this.query) this.cursors = [];
    this.query = query;
    const cursor = this.cursors[this.cursors.length - 1];
    const path = `ledger?${query}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    this.page.ask({ read: place.read, subject, query: path, version: place.version });
  }

  /** 1 for the newest. */
  get pageNumber(): number {
    return this.cursors.length + 1;
  }

  choose(changes: Partial<Pick<Ledger, 'group' | 'type' | 'narrowed'>>): void {
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
