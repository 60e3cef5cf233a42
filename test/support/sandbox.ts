import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Problem } from '../../server/contract/index.js';
import { type AppOptions, createApp, type Drawdown } from '../../server/index.js';

export type Answer<T = Record<string, unknown>> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
};

export type Sandbox = Drawdown & {
  /** Sends with the bootstrap key, which may do everything. `headers` override the defaults; `''` removes one. */
  request<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T>>;
  refused(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Problem>>;
  tokenFor(customerId: string, scopes?: readonly string[]): Promise<string>;
  keyWith(...scopes: readonly string[]): Promise<string>;
  close(): Promise<void>;
};

export const SECRET = { kid: 'test', secret: 'a secret of the tests, at least 32 characters long' };

/** Opens a server on a new database; a sandbox, unless the options say otherwise. */
export async function openSandbox(options: Partial<AppOptions> = {}): Promise<Sandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'drawdown-test-'));
  const drawdown = await createApp({
    database: join(folder, 'drawdown.db'),
    sandbox: true,
    tokenSecrets: [SECRET],
    jobs: false,
    ...options,
  });
  let keys = 0;

  const send = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<unknown>> => {
    const all = new Headers({ authorization: `Bearer ${drawdown.apiKey}` });
    if (body !== undefined) all.set('content-type', 'application/json');
    if (method === 'POST' || method === 'PATCH') all.set('idempotency-key', `key-${(keys += 1)}`);
    for (const [name, value] of Object.entries(headers)) {
      if (value === '') all.delete(name);
      else all.set(name, value);
    }
    const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream;
    const response = await drawdown.app.request(path, {
      method,
      headers: all,
      ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
      ...(body instanceof ReadableStream && { duplex: 'half' }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as unknown };
  };
  // The caller states the type of the answer, and its assertions check it.
  const request = send as Sandbox['request'];

  const made = async (path: string, body: unknown, what: 'token' | 'key'): Promise<string> => {
    const answer = await request('POST', path, body);
    const secret = answer.body[what];
    if (typeof secret !== 'string') throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return secret;
  };

  return {
    ...drawdown,
    request,
    refused: (method, path, body, headers) => request<Problem>(method, path, body, headers),
    tokenFor: (customerId, scopes) => made('/v1/customer-tokens', { customerId, ...(scopes && { scopes }) }, 'token'),
    keyWith: (...scopes) => made('/v1/api-keys', { name: `may ${scopes.join(' ')}`, scopes }, 'key'),
    close: async () => {
      await drawdown.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export const CREDIT_TYPE = { id: 'ai-tokens', name: 'AI Tokens', unit: { singular: 'token', plural: 'tokens' } };
export const FEATURE = {
  id: 'emails',
  name: 'Emails',
  unit: { singular: 'email', plural: 'emails' },
  meter: { eventName: 'email.sent', aggregation: 'count' },
  defaultRates: [{ creditTypeId: 'ai-tokens', credits: '1', units: '1' }],
};
/** Sums a dimension, so that tests can send hostile numbers. */
const SUMMED = {
  id: 'tokens-used',
  name: 'Tokens',
  unit: { singular: 'token', plural: 'tokens' },
  meter: { eventName: 'llm.call', aggregation: 'sum', property: 'tokens' },
  defaultRates: [{ creditTypeId: 'ai-tokens', credits: '1', units: '1000' }],
};
export const PLAN = {
  id: 'pro',
  name: 'Pro',
  type: 'paid',
  billingModel: 'prepaid',
  creditTypeId: 'ai-tokens',
  consumption: [{ featureId: 'emails', credits: '2', units: '1' }],
  limit: 'hard',
};

export async function seed({ request }: Sandbox): Promise<void> {
  const steps: [method: string, path: string, body: unknown][] = [
    ['POST', '/v1/credit-types', CREDIT_TYPE],
    ['POST', '/v1/features', FEATURE],
    ['POST', '/v1/features', SUMMED],
    ['PUT', '/v1/customers/ada', { name: 'Ada', timeZone: 'Europe/Berlin' }],
    ['PUT', '/v1/customers/bob', {}],
  ];
  for (const [method, path, body] of steps) {
    const answer = await request(method, path, body);
    // 200 if another instance on the same store created the object first.
    if (![200, 201].includes(answer.status)) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  }
}

export async function digest({ request }: Sandbox, customerId: string): Promise<string> {
  const paths = [
    `/v1/customers/${customerId}/balances`,
    `/v1/grants?customerId=${customerId}&limit=100`,
    `/v1/customers/${customerId}/ledger?creditTypeId=ai-tokens&limit=100`,
  ];
  const answers = await Promise.all(paths.map((path) => request('GET', path)));
  return JSON.stringify(answers.map(({ body }) => body)).replaceAll(/"asOf":"[^"]*"/g, '');
}

export async function grantTo(
  { request }: Sandbox,
  customerId: string,
  amount: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Record<string, unknown> & { id: string }> {
  const body = { customerId, creditTypeId: 'ai-tokens', amount, category: 'paid', ...more };
  const answer = await request<Record<string, unknown> & { id: string }>('POST', '/v1/grants', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}
