import { type Answer, bodyOf, DrawdownError } from './errors.js';
import { pause, waitMs, within } from './waiting.js';

export type ClientOptions = {
  /** `https://credits.example`, with the path where Drawdown is mounted, if any. */
  readonly baseUrl: string;
  /** `dd_live_…` or `dd_test_…`. Never send it to a page: pages use customer tokens. */
  readonly apiKey: string;
  /** The global `fetch` if absent. */
  readonly fetch?: typeof globalThis.fetch;
  /** Retries after no complete answer, after the status 429, 502, 503 or 504, and after `outcome_unknown`. 2 if absent. */
  readonly retries?: number;
  /**
   * The time limit of one attempt in milliseconds, for the connection, the headers and the body together. An attempt
   * that takes longer counts as unanswered. 30,000 if absent.
   */
  readonly attemptTimeoutMs?: number;
  /**
   * The longest wait before a retry, in milliseconds. If the server asks for a longer one (`Retry-After`), the call fails
   * at once instead. 10,000 if absent.
   */
  readonly maxRetryWaitMs?: number;
};

export type CallOptions = {
  /** Ends the call. It then rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
};

/** For writes that send the idempotency key as a header. */
export type WriteOptions = CallOptions & {
  /**
   * Makes the write happen once, for example the id of your payment. The client makes a key if it is absent, but that
   * key covers only the retries of this call, not a restart of your program. A `DrawdownError` contains the key.
   */
  readonly idempotencyKey?: string;
};

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export type RequestParts = {
  readonly query?: Query | undefined;
  readonly body?: unknown;
  readonly idempotencyKey?: string | undefined;
  readonly isText?: boolean;
  readonly signal?: AbortSignal | undefined;
};

/** Resolves to the body of the answer. @throws DrawdownError */
export type Send = <T>(method: string, path: string, parts?: RequestParts) => Promise<T>;

const ATTEMPT_TIMEOUT_MS = 30_000;
const LONGEST_RETRY_WAIT_MS = 10_000;

/** @throws TypeError if `baseUrl` is not an address */
export function createSend({
  baseUrl,
  apiKey,
  fetch = globalThis.fetch,
  retries = 2,
  attemptTimeoutMs = ATTEMPT_TIMEOUT_MS,
  maxRetryWaitMs = LONGEST_RETRY_WAIT_MS,
}: ClientOptions): Send {
  const base = new URL(baseUrl).href.replace(/\/+$/, '');

  /** The only place that waits for the server, so every failure of the network is wrapped here, once. */
  async function exchange(request: PreparedRequest): Promise<Answer> {
    const { url, init, idempotencyKey, signal } = request;
    try {
      return await within(attemptTimeoutMs, signal, async (ended) => {
        const response = await fetch(url, { ...init, signal: ended });
        return { status: response.status, headers: response.headers, text: await response.text() };
      });
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      const reason =
        cause instanceof Error && cause.name === 'TimeoutError' ? cause.message : 'No complete answer arrived.';
      throw new DrawdownError({ status: 0, code: 'network_error', detail: reason, idempotencyKey, cause });
    }
  }

  return async <T>(method: string, path: string, parts: RequestParts = {}): Promise<T> => {
    const request = prepare(apiKey, method, base + path, parts);
    const { idempotencyKey, signal } = request;
    for (let attempts = 0; ; attempts += 1) {
      try {
        const answer = await exchange(request);
        return bodyOf(answer, parts.isText === true ? 'text/csv' : 'application/json', idempotencyKey) as T;
      } catch (error) {
        // A retry has the same idempotency key, so the write happens once even if an earlier attempt arrived.
        if (!(error instanceof DrawdownError) || !error.retryable || attempts >= retries) throw error;
        if (error.retryAfterMs > maxRetryWaitMs) throw error;
        await pause(waitMs(attempts, error.retryAfterMs, maxRetryWaitMs), signal);
      }
    }
  };
}

type PreparedRequest = {
  readonly url: string;
  readonly init: RequestInit;
  readonly idempotencyKey: string | null;
  readonly signal: AbortSignal | undefined;
};

function prepare(
  apiKey: string,
  method: string,
  address: string,
  { query, body, idempotencyKey, signal }: RequestParts,
): PreparedRequest {
  const key = idempotencyKey ?? keyInBody(body);
  try {
    // A `Headers` object refuses characters that `fetch` would refuse on each attempt.
    const headers = new Headers({
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    });
    const text = body === undefined ? {} : { body: JSON.stringify(body) };
    // A followed redirect would turn a POST into a GET, whose success would look like that of the write.
    const init: RequestInit = { method, headers, redirect: 'manual', ...text };
    return { url: address + search(query), init, idempotencyKey: key, signal };
  } catch (cause) {
    const detail = `The request could not be made: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new DrawdownError({ status: 0, code: 'invalid_request', detail, idempotencyKey: key, cause });
  }
}

/** Reports and adjustments have their key in the body. */
function keyInBody(body: unknown): string | null {
  const key = typeof body === 'object' && body !== null && 'idempotencyKey' in body ? body.idempotencyKey : null;
  return typeof key === 'string' ? key : null;
}

function search(query: Query = {}): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) pairs.set(name, String(value));
  return pairs.size === 0 ? '' : `?${pairs.toString()}`;
}
