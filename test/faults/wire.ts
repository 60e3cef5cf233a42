export type Message = {
  /** The type byte; a client's first message has none. */
  readonly type: string;
  readonly bytes: Buffer;
};

/**
 * Splits the bytes of one side into messages, however they were chunked: a type byte (except in a client's first
 * message), four bytes of length that include themselves, and the body.
 */
export function messages(from: 'client' | 'server'): (chunk: Buffer) => readonly Message[] {
  let rest = Buffer.alloc(0);
  let hasLetter = from === 'server';

  const next = (): Message | undefined => {
    const head = hasLetter ? 1 : 0;
    if (rest.length < head + 4) return undefined;
    const length = head + rest.readInt32BE(head);
    if (rest.length < length) return undefined;
    const bytes = rest.subarray(0, length);
    const type = hasLetter ? bytes.toString('latin1', 0, 1) : 'startup';
    rest = rest.subarray(length);
    hasLetter = true;
    return { type, bytes };
  };
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const found: Message[] = [];
    for (let message = next(); message; message = next()) found.push(message);
    return found;
  };
}

/** The first words of the statement that a client's message carries, to label a failed test. */
export function statementOf({ type, bytes }: Message): string {
  const text = type === 'Q' || type === 'P' ? bytes.toString('utf8', 5).replaceAll('\0', '') : '';
  return text.trim().split(/\s+/).slice(0, 3).join(' ');
}
