export type ParsedEvent = { readonly event: string; readonly id: string | undefined; readonly data: string };

/** Reads server-sent events as they come, by the letter of the specification as far as this server uses it. */
export function eventStreamParser(onEvent: (event: ParsedEvent) => void, onComment: (text: string) => void = () => undefined) {
  let rest = '';
  let event = 'message';
  let id: string | undefined;
  let data: string[] = [];

  const readLine = (line: string): void => {
    if (line === '') {
      if (data.length > 0) onEvent({ event, id, data: data.join('\n') });
      [event, id, data] = ['message', undefined, []];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === '') onComment(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
    else if (field === 'data') data.push(value);
  };
  return (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(readLine);
  };
}
