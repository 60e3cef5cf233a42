import type { ServerResponse } from 'node:http';

/** Where the frames of one connection go. */
export interface Outlet {
  /** @returns false when the reader is behind: write no more until `onDrain` calls back. */
  write(frame: Buffer): boolean;
  onDrain(callback: () => void): void;
  /** Calls back once, when the connection is gone for whatever reason. */
  onClose(callback: () => void): void;
  /** Ends after what was written. */
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
}

export const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // A proxy must neither keep frames back nor change them.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Straight to the Node response: two to four times the messages, a fifth of the memory of a web stream. */
export function nodeOutlet(response: ServerResponse): Outlet {
  return {
    write: (frame) => response.write(frame),
    onDrain: (callback) => response.on('drain', callback),
    onClose: (callback) => {
      // Who hangs up while the credential is checked is gone before anybody listens.
      if (response.closed) queueMicrotask(callback);
      else response.once('close', callback);
    },
    end: () => response.end(),
    destroy: () => response.destroy(),
  };
}

/** For a host that mounts the application where there is no Node response underneath. */
export function webOutlet(): { readonly outlet: Outlet; readonly body: ReadableStream<Uint8Array> } {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let drained: () => void = () => undefined;
  let closed: () => void = () => undefined;
  const close = (how: (open: ReadableStreamDefaultController<Uint8Array>) => void) => {
    const open = controller;
    controller = null;
    if (!open) return;
    how(open);
    closed();
  };
  const body = new ReadableStream<Uint8Array>({
    start: (started) => {
      controller = started;
    },
    pull: () => drained(),
    cancel: () => close(() => undefined),
  });
  const outlet: Outlet = {
    write(frame) {
      controller?.enqueue(frame);
      return (controller?.desiredSize ?? 0) > 0;
    },
    onDrain: (callback) => {
      drained = callback;
    },
    onClose: (callback) => {
      closed = callback;
    },
    end: () => close((open) => open.close()),
    destroy: () => close((open) => open.error(new Error('the stream was cut'))),
  };
  return { outlet, body };
}
