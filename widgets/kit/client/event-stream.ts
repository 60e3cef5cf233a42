/**
 * Parses `text/event-stream` from chunks cut anywhere. Comments and ids are skipped: every connection begins with a
 * snapshot, so there is nothing to resume. (The eventsource-parser package would be a twelfth of the element's size.)
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
    // A final carriage return may be the first half of a CRLF.
    const lines = (rest + chunk).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}
