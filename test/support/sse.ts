import { get, type IncomingMessage } from 'node:http';
import { createParser, type EventSourceMessage } from 'eventsource-parser';

export type StreamEvent = { readonly event: string; readonly id: string | undefined; readonly data: StreamData };
/** What the events carry, as far as tests look at it. */
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

/** A reader of a stream over a real socket. */
export type Reader = {
  readonly status: number;
  readonly response: IncomingMessage;
  readonly events: readonly StreamEvent[];
  /** How many bytes came. */
  readonly bytes: number;
  readonly hasEnded: boolean;
  readonly comments: readonly string[];
  /** Resolves to the first event that is so, come or to come. */
  next(isSo: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Resolves when the server has closed the stream. */
  ended: Promise<void>;
  /** Reads no more, as a tab that was put to sleep. */
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
  // A connection that is cut ends with an error as well; `ended` says it.
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
