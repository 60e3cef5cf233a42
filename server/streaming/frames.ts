import type { StreamEvents } from '../contract/balances/stream.js';

/** A comment: it keeps proxies and readers from giving the connection up. */
export const HEARTBEAT = Buffer.from(':\n\n');

/** The first frame of a connection: how long to wait before a reconnect, at the least, in milliseconds. */
export const RETRY = Buffer.from('retry: 1000\n\n');

/**
 * One server-sent event, encoded once for everybody who gets it. JSON has no raw line breaks, so the data is one line.
 *
 * @param id a version, for readers that resume; the stream itself always starts anew with a snapshot
 */
export function frame<E extends keyof StreamEvents>(event: E, data: StreamEvents[E], id?: number): Buffer {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return Buffer.from(`event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`);
}
