/** What a stream of server-sent events tells: an event with its data, or how long to wait before coming back. */
export type EventStreamListener = {
  onEvent(name: string, data: string): void;
  onRetry(ms: number): void;
};

/**
 * Reads `text/event-stream` as it arrives, in pieces cut anywhere. Comments and ids are passed over: this stream
 * carries state, and every connection begins with all of it. (eventsource-parser would be a twelfth of the element.)
 */
export function eventStreamReader({ onEvent, onRetry }: EventStreamListener): (chunk: string) => void {
  let rest = '';
  let name = '';
  let data: string[] = [];
  const line = (text: string) => {
    const [, field, value = ''] = /^([^:]*):? ?([^]*)$/.exec(text) ?? [];
    if (text === '') {
      if (data.length > 0) onEvent(name, data.join('\n'));
      name = '';
      data = [];
    } else if (field === 'data') data.push(value);
    else if (field === 'event') name = value;
    else if (field === 'retry' && /^\d+$/.test(value)) onRetry(Number(value));
  };
  return (chunk) => {
    // A carriage return at the very end may be half of a line's end.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}
