import type { Sandbox } from '../../support/sandbox.js';

/** Answers of earlier steps by operation; they contain the ids. */
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
  /** Creates what the operation needs. */
  readonly before?: (sandbox: Sandbox, seen: Seen) => Promise<unknown>;
  /**
   * Customer routes only: a path that names an object of another customer and must answer 404; `null` if the path
   * cannot
   * name one.
   */
  readonly foreign?: Given<string> | null;
};

export const given = <T>(value: Given<T>, seen: Seen): T =>
  typeof value === 'function' ? (value as (seen: Seen) => T)(seen) : value;
