/**
 * Reads `text/event-stream` as it arrives, in pieces cut anywhere: tells of each event with its data, and of how long
 * to wait before coming back. Comments and ids are passed over: this stream carries state, and every connection begins
 * with all of it. (eventsource-parser would be a twelfth of the element.)
 */
export function eventStreamReader(
  onEvent: (name: string, data: string) => void,
  onRetry: (ms: number) => void,
): (chunk: string) => void {
  let rest = '';
  let name = '';
  let data: string[] = [];
  const line = (text: string) => {
    const [, field, value = ''] = /^([^:]*):? ?([^]*)$/.exec(text) ?? [];
    if (!text) {
      if (data.length) onEvent(name, data.join('\n'));
      name = '';
      data = [];
    } else if (field === 'data') data.push(value);
    else if (field === 'event') name = value;
    else if (field === 'retry' && Number(value) > 0) onRetry(Number(value));
  };
  return (chunk) => {
    // A carriage return at the very end may be half of a line's end.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}
