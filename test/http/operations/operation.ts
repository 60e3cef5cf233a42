import type { Sandbox } from '../../support/sandbox.js';

export type AnswerLookup = (operationId: string) => Record<string, unknown> & { id: string };
type Parameter<T> = T | ((seen: AnswerLookup) => T);

/**
 * The happy path of one operation of the contract. All steps run in order against one sandbox. Each becomes the example
 * of the OpenAPI document, and its request is sent again with every other credential.
 */
export type Step = {
  readonly operationId: string;
  /** Includes the query. */
  readonly path: Parameter<string>;
  readonly body?: Parameter<unknown>;
  /** 200 by default. */
  readonly status?: number;
  readonly before?: (sandbox: Sandbox, seen: AnswerLookup) => Promise<unknown>;
  /**
   * Customer routes only: a path to another customer's object, which must answer 404; `null` if no path can name one.
   */
  readonly foreign?: Parameter<string> | null;
};

export const given = <T>(value: Parameter<T>, seen: AnswerLookup): T =>
  typeof value === 'function' ? (value as (seen: AnswerLookup) => T)(seen) : value;
