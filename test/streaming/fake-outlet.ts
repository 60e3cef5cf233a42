import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Outlet } from '../../server/streaming/outlet.js';

/** Server-sent events as a browser would hand them over; comments and `retry` are left out. */
export function parseEvents(text: string): { readonly event: string; readonly data: Record<string, unknown> }[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(text);
  return events.map(({ event = 'message', data }) => ({ event, data: JSON.parse(data) as Record<string, unknown> }));
}

/** A connection whose reader does what the test says. */
export class FakeOutlet implements Outlet {
  readonly written: string[] = [];
  ended = false;
  destroyed = false;
  /** false: the reader is behind from the next write on. */
  isFast = true;
  #drain: () => void = () => undefined;
  #close: () => void = () => undefined;

  write(frame: Buffer): boolean {
    // As on a Node response, where an error that nobody listens to ends the process.
    if (this.ended) throw new Error('write after end');
    this.written.push(frame.toString());
    return this.isFast;
  }
  onDrain(callback: () => void): void {
    this.#drain = callback;
  }
  onClose(callback: () => void): void {
    this.#close = callback;
  }
  end(): void {
    this.ended = true;
  }
  destroy(): void {
    this.destroyed = true;
    this.#close();
  }

  /** The reader has caught up. */
  drain(): void {
    this.isFast = true;
    this.#drain();
  }
  /** The reader hangs up, or has read the end. */
  close(): void {
    this.#close();
  }
  get events() {
    return parseEvents(this.written.join(''));
  }
}
