import { Agent, request as httpRequest } from 'node:http';
import { API_KEY } from './server-process.js';

export type Reply = { readonly status: number; readonly body: Record<string, unknown> };

export type Client = {
  /** @throws if the connection ends before the answer does */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** @throws if the request does not succeed */
  must<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  close(): void;
};

let keys = 0;

export function connect(url: string, sockets = 20): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const send: Client['send'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const all = {
        authorization: `Bearer ${API_KEY}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': `request-${(keys += 1)}` }),
        ...headers,
      };
      const request = httpRequest(`${url}${path}`, { method, agent, headers: all }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          try {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Record<string, unknown> });
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        });
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    send,
    async must<T>(method: string, path: string, body?: unknown) {
      const reply = await send(method, path, body);
      if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body as T;
    },
    close: () => agent.destroy(),
  };
}

export async function seedOver(client: Client, customers: readonly string[]): Promise<void> {
  const unit = { singular: 'one', plural: 'many' };
  await client.must('POST', '/v1/credit-types', { id: 'tokens', name: 'Tokens', unit });
  await client.must('POST', '/v1/features', {
    ...{ id: 'mail', name: 'Mail', unit, meter: { eventName: 'mail.sent', aggregation: 'count' } },
    defaultRates: [{ creditTypeId: 'tokens', credits: '1', units: '1' }],
  });
  for (const id of customers) await client.must('PUT', `/v1/customers/${id}`, {});
}

export const give = (
  client: Client,
  customerId: string,
  amount: string,
  more: Readonly<Record<string, unknown>> = {},
) =>
  client.must<{ id: string }>('POST', '/v1/grants', {
    ...{ customerId, creditTypeId: 'tokens', amount, category: 'paid', ...more },
  });
