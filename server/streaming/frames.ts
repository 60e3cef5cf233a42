import type { StreamEvents } from '../contract/balances/stream.js';

/** A comment frame that keeps proxies and clients from closing an idle connection. */
export const HEARTBEAT = Buffer.from(':\n\n');

/** The first frame of a connection. Sets the minimum delay before a reconnect, in milliseconds. */
export const RETRY = Buffer.from('retry: 1000\n\n');

/** Encodes one event for all its readers. The server never resumes by `id`, a version: each stream starts anew. */
export function frame<E extends keyof StreamEvents>(event: E, data: StreamEvents[E], id?: number): Buffer {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return Buffer.from(`event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
}
