import type { Balance, Change } from '../../../server/contract/index.js';
import type { Reader } from '../client/request.js';
import type { AnswerReader, Question } from '../element/answer-reader.js';
import type { ReadingHost } from '../element/answer-reader.js';
import { pathReader } from '../element/answer-reader.js';

/** The server's maximum page size. */
const MOST = 50;

export type ChangesQuestion = {
  readonly read: Reader;
  readonly balances: readonly Balance[];
  /** All types if empty. */
  readonly creditType: string;
  readonly resourceId: string;
  readonly limit: number;
  readonly live: boolean;
};

export class Changes {
  readonly reader: AnswerReader<Question, { readonly data: readonly Change[] }>;
  private question: ChangesQuestion | null = null;

  constructor(host: ReadingHost, nowMs: () => number) {
    this.reader = pathReader(host, nowMs);
  }

  ask(question: ChangesQuestion | null): void {
    this.question = question;
    if (!question) return this.reader.ask(null);
    const { read, balances, creditType, resourceId, limit, live } = question;
    // The server filters by one resource or not at all. Pools without a resource are filtered here, from a full page.
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

  get list(): readonly Change[] | null {
    const { question } = this;
    const own = this.reader.answer?.data.filter(({ resourceId }) => (resourceId ?? '') === question?.resourceId);
    return own?.slice(0, question?.limit) ?? null;
  }
}
