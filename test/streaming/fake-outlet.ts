import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { Outlet } from '../../server/streaming/outlet.js';

/** Parses server-sent events as a browser does, without comments and `retry`. */
export function parseEvents(text: string): { readonly event: string; readonly data: Record<string, unknown> }[] {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(text);
  return events.map(({ event = 'message', data }) => ({ event, data: JSON.parse(data) as Record<string, unknown> }));
}

export class FakeOutlet implements Outlet {
  readonly written: string[] = [];
  ended = false;
  destroyed = false;
  /** `false` makes the next write report backpressure. */
  isFast = true;
  #drain: () => void = () => undefined;
  #close: () => void = () => undefined;

  write(frame: Buffer): boolean {
    // A Node response would emit an error event, which ends the process if it has no listener.
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

  drain(): void {
    this.isFast = true;
    this.#drain();
  }
  close(): void {
    this.#close();
  }
  get events() {
    return parseEvents(this.written.join(''));
  }
}
