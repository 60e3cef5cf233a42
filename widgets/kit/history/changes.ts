import type { Balance, Change } from '../../../server/contract/index.js';
import type { Reader } from '../client/request.js';
import type { AnswerReader, Question } from '../element/answer-reader.js';
import type { ReadingHost } from '../element/answer-reader.js';
import { pathReader } from '../element/answer-reader.js';

/** As many as the server tells at once. */
const MOST = 50;

/** Whose changes, and how many. */
export type ChangesAsked = {
  readonly read: Reader;
  /** All that is known of the customer. */
  readonly balances: readonly Balance[];
  /** Of this credit type only; empty for all of them. */
  readonly creditType: string;
  /** Empty for what belongs to no resource. */
  readonly resourceId: string;
  readonly limit: number;
  /** Stays connected, so that news of a balance is news of what changed it. */
  readonly live: boolean;
};

/** The last changes of a customer's pools, read again when one of them has changed. */
export class Changes {
  readonly reader: AnswerReader<Question, { readonly data: readonly Change[] }>;
  private asked: ChangesAsked | null = null;

  constructor(host: ReadingHost, nowMs: () => number) {
    this.reader = pathReader(host, nowMs);
  }

  /** What to know; null for nothing. To be said before each update. */
  ask(asked: ChangesAsked | null): void {
    this.asked = asked;
    if (!asked) return this.reader.ask(null);
    const { read, balances, creditType, resourceId, limit, live } = asked;
    // The server tells of one resource or of everything: what belongs to none is picked out of that.
    const mixed = !resourceId && balances.some((pool) => pool.resourceId !== null);
    const query = new URLSearchParams({
      limit: String(mixed ? MOST : limit),
      ...(creditType && { creditTypeId: creditType }),
      ...(resourceId && { resourceId }),
    });
    const path = `changes?${query}`;
    const version = live ? balances.reduce((sum, pool) => sum + pool.version, 0) : 0;
    this.reader.ask({ read, subject: `${creditType} ${resourceId}`, query: path, version });
  }

  /** The newest first; null while they are not known. */
  get list(): readonly Change[] | null {
    const { asked } = this;
    const own = this.reader.answer?.data.filter(({ resourceId }) => (resourceId ?? '') === asked?.resourceId);
    return own?.slice(0, asked?.limit) ?? null;
  }
}
