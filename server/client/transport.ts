import { DrawdownError, errorFrom } from './errors.js';

export type ClientOptions = {
  /** `https://credits.example`, with the path where Drawdown is mounted, if any. */
  readonly baseUrl: string;
  /** `dd_live_…` or `dd_test_…`. Never send it to a page: pages use customer tokens. */
  readonly apiKey: string;
  /** The global `fetch` if absent. */
  readonly fetch?: typeof globalThis.fetch;
  /** Retries after no answer, after the status 429, 502, 503 or 504, and after `outcome_unknown`. 2 if absent. */
  readonly retries?: number;
};

export type CallOptions = { readonly signal?: AbortSignal };

/** For writes that send the idempotency key as a header. */
export type WriteOptions = CallOptions & {
  /**
   * Makes the write happen once, for example the id of your payment. The client makes a key if it is absent, but that
   * key covers only the retries of this call, not a restart of your program.
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

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

export function createSend({ baseUrl, apiKey, fetch = globalThis.fetch, retries = 2 }: ClientOptions): Send {
  const base = baseUrl.replace(/\/+$/, '');

  async function attempt(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
      throw new DrawdownError(0, null, 'The server did not answer.', { cause: error });
    }
  }

  return async <T>(
    method: string,
    path: string,
    { query, body, idempotencyKey, isText = false, signal }: RequestParts = {},
  ): Promise<T> => {
    const init: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    };
    for (let attempts = 0; ; attempts += 1) {
      let pauseMs = FIRST_PAUSE_MS * 2 ** attempts;
      try {
        const response = await attempt(base + path + search(query), init);
        if (response.ok) return (await (isText ? response.text() : response.json())) as T;
        pauseMs = Math.max(pauseMs, retryAfterMs(response));
        throw await errorFrom(response);
      } catch (error) {
        // A retry has the same idempotency key, so the write happens once even if an earlier attempt arrived.
        if (!(error instanceof DrawdownError) || !error.retryable || attempts >= retries) throw error;
      }
      await pause(Math.min(pauseMs, LONGEST_PAUSE_MS), signal);
    }
  };
}

function search(query: Query = {}): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) pairs.set(name, String(value));
  return pairs.size === 0 ? '' : `?${pairs.toString()}`;
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? '0');
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}

/** The random part prevents that many clients retry at the same moment. */
function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      ms * (0.5 + Math.random() / 2),
    );
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
