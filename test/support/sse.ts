import { get, type IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

export type StreamEvent = { readonly event: string; readonly id: string | undefined; readonly data: StreamData };
export type StreamData = {
  readonly balances?: readonly Pool[];
  readonly reason?: string;
} & Partial<Pool>;
export type Pool = {
  readonly creditTypeId: string;
  readonly balance: string;
  readonly version: number;
  readonly validUntil: string | null;
};

export type Reader = {
  readonly status: number;
  readonly response: IncomingMessage;
  readonly events: readonly StreamEvent[];
  readonly bytes: number;
  readonly hasEnded: boolean;
  readonly comments: readonly string[];
  /** Resolves with the first matching event, already received or not. */
  next(isSo: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  ended: Promise<void>;
  /** Stops reading, like a suspended tab. */
  pause(): void;
  resume(): void;
  hangUp(): void;
};

export function openStream(
  url: string,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const options = { headers: { authorization: `Bearer ${token}`, ...headers }, agent: false as const };
    const request = get(`${url}/customer/v1/stream`, options, (response) => resolve(readerOf(response)));
    request.on('error', reject);
  });
}

function readerOf(response: IncomingMessage): Reader {
  const events: StreamEvent[] = [];
  const comments: string[] = [];
  const waiting = new Set<() => void>();
  let bytes = 0;
  let hasEnded = false;
  const parser = createParser({
    onEvent({ event = 'message', id, data }: EventSourceMessage) {
      events.push({ event, id, data: JSON.parse(data) as StreamData });
      for (const look of waiting) look();
    },
    onComment: (comment) => comments.push(comment),
  });
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    parser.feed(chunk.toString());
  });
  const ended = new Promise<void>((resolve) => {
    response.on('close', () => {
      hasEnded = true;
      resolve();
    });
  });
  // A cut connection emits an error too; `ended` reports it.
  response.on('error', () => undefined);
  return {
    status: response.statusCode ?? 0,
    response,
    events,
    comments,
    get bytes() {
      return bytes;
    },
    get hasEnded() {
      return hasEnded;
    },
    next: (isSo) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = events.find(isSo);
          if (!found) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        void ended.then(() => reject(new Error('the stream ended before that')));
        look();
      }),
    ended,
    pause: () => response.pause(),
    resume: () => response.resume(),
    hangUp: () => response.destroy(),
  };
}
