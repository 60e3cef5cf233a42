import type { Sandbox } from '../../support/sandbox.js';

/** What earlier steps answered, by their operation: their ids are in it. */
export type Seen = (operationId: string) => Record<string, unknown> & { id: string };
type Given<T> = T | ((seen: Seen) => T);

/**
 * The happy path of one operation of the contract. All steps run in order against one sandbox; each becomes the example
 * of the OpenAPI document, and its request is sent again with every other credential.
 */
export type Step = {
  /** The name of the route in `server/contract`. */
  readonly operationId: string;
  /** With the query. */
  readonly path: Given<string>;
  readonly body?: Given<unknown>;
  /** 200 unless said otherwise. */
  readonly status?: number;
  /** Runs before, to make what the operation needs. */
  readonly before?: (sandbox: Sandbox, seen: Seen) => Promise<unknown>;
  /**
   * Of the customer's door: a path that names an object of another customer, which is answered with 404; null where
   * the path can name none.
   */
  readonly foreign?: Given<string> | null;
};

export const given = <T>(value: Given<T>, seen: Seen): T =>
  typeof value === 'function' ? (value as (seen: Seen) => T)(seen) : value;
