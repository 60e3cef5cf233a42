import type { CustomerToken } from 'drawdown/server';
import { words } from './words.js';

/** Who this page is signed in as. */
export const customerId = document.body.dataset['customer'] ?? '';

/** Names one thing that is asked for, so that asking twice does it once. Works without HTTPS too. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');

/** Asks Northlight's backend. @throws Error with a sentence for the reader */
export async function post<T>(path: string, body: Readonly<Record<string, string>> = {}): Promise<T> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(path, init).catch(() => null);
  // A server that is leaving or on its way answers that, or for it who stands before it.
  if (!response || [502, 503, 504].includes(response.status)) throw new Error(words.errors.unreachable);
  if (!response.ok) throw new Error(words.errors.wrong);
  return (await response.json()) as T;
}

let token: Promise<CustomerToken> | null = null;

/** Reads the customer's own data, with the kind of token that the widget has. @throws Error */
export async function readOwn<T>(path: string): Promise<T> {
  for (const lastTry of [false, true]) {
    token ??= post<CustomerToken>(`/studio/api/token?customer=${customerId}`);
    const asked = token;
    try {
      const response = await fetch(path, { headers: { authorization: `Bearer ${(await asked).token}` } });
      if (response.ok) return (await response.json()) as T;
      if (response.status !== 401 || lastTry) throw new Error(`The credits server answered ${response.status}.`);
      token = null;
    } catch (error) {
      if (token === asked) token = null;
      throw error;
    }
  }
  throw new Error('unreachable');
}
