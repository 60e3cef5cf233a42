import type { Sandbox } from '../../support/sandbox.js';

export type Seen = (operationId: string) => Record<string, unknown> & { id: string };
type Given<T> = T | ((seen: Seen) => T);

/**
 * The happy path of one operation of the contract. All steps run in order against one sandbox. Each becomes the example
 * of the OpenAPI document, and its request is sent again with every other credential.
 */
export type Step = {
  readonly operationId: string;
  /** Includes the query. */
  readonly path: Given<string>;
  readonly body?: Given<unknown>;
  /** 200 by default. */
  readonly status?: number;
  readonly before?: (sandbox: Sandbox, seen: Seen) => Promise<unknown>;
  /**
   * Customer routes only: a path to another customer's object, which must answer 404; `null` if no path can name one.
   */
  readonly foreign?: Given<string> | null;
};

export const given = <T>(value: Given<T>, seen: Seen): T =>
  typeof value === 'function' ? (value as (seen: Seen) => T)(seen) : value;
