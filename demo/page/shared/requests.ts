import type { CustomerToken } from 'drawdown/server';
import { customerId, words } from './document.js';

/** A new idempotency key. `crypto.randomUUID` would need HTTPS. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');

/** Sends a request to Northlight's backend. @throws Error with a message for the reader */
export async function post<T>(path: string, body: Readonly<Record<string, string>> = {}): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, init).catch(() => null);
  // A server that starts or stops, or a proxy in front of it, answers with these.
  if (!response || [502, 503, 504].includes(response.status)) throw new Error(words.errors.unreachable);
  if (!response.ok) throw new Error(words.errors.wrong);
  return (await response.json()) as T;
}

let token: Promise<CustomerToken> | null = null;

/** Reads the customer's own data, with a customer token as the widgets have. @throws Error */
export async function readOwn<T>(path: string): Promise<T> {
  for (const lastTry of [false, true]) {
    token ??= post<CustomerToken>(`/studio/api/token?customer=${customerId}`);
    const current = token;
    try {
      const response = await fetch(path, { headers: { authorization: `Bearer ${(await current).token}` } });
      if (response.ok) return (await response.json()) as T;
      if (response.status !== 401 || lastTry) throw new Error(`The credits server answered ${response.status}.`);
      token = null;
    } catch (error) {
      if (token === current) token = null;
      throw error;
    }
  }
  throw new Error('unreachable');
}
