import type { ReactiveControllerHost } from 'lit';
import type { Question } from './answer-reader.js';
import { AnswerReader } from './answer-reader.js';

export type ReadingHost = ReactiveControllerHost & { readonly isConnected: boolean };

/** Answers to questions whose `query` is the whole path under the customer's routes. `nowMs` tells the server's time. */
export const pathReader = <A>(host: ReadingHost, nowMs: () => number): AnswerReader<Question, A> =>
  new AnswerReader(host, async ({ read, query }, signal) => ({
    answer: (await (await read(query, signal)).json()) as A,
    asOfMs: nowMs(),
  }));
