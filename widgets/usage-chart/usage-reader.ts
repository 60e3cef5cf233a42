import type { ReactiveControllerHost } from 'lit';
import type { Usage } from '../../server/contract/index.js';
import type { Question as AnyQuestion } from '../kit/element/answer-reader.js';
import { AnswerReader } from '../kit/element/answer-reader.js';
import type { Range } from './ranges.js';

/** What is asked. */
export type Question = AnyQuestion & {
  /** What the reader chose to come to it. */
  readonly range: Range;
};

/** The usage that the newest question asks for. */
export class UsageReader extends AnswerReader<Question, Usage> {
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    super(host, async ({ read, query }, signal) => {
      const answer = (await (await read(`usage?${query}`, signal)).json()) as Usage;
      return { answer, asOfMs: Date.parse(answer.asOf) };
    });
  }

  get usage(): Usage | null {
    return this.answer;
  }
}
