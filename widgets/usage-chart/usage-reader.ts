import type { Usage } from '../../server/contract/index.js';
import type { Find, Question as AnyQuestion } from '../kit/element/answer-reader.js';
import type { Range } from './ranges.js';

/** What is asked. */
export type Question = AnyQuestion & {
  /** What the reader chose to come to it. */
  readonly range: Range;
};

export const findUsage: Find<Question, Usage> = async ({ read, query }, signal) => {
  const answer = (await (await read(`usage?${query}`, signal)).json()) as Usage;
  return { answer, asOfMs: Date.parse(answer.asOf) };
};
