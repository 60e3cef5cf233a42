import { type FieldError, Rejection } from './rejection.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Refuses invalid UTF-8, a byte order mark and invalid JSON. Also refuses `__proto__` keys, which schemas would drop
 * silently, and duplicate keys, of which the parser would keep the last.
 *
 * @throws Rejection `invalid_request`
 */
export function readJson(bytes: ArrayBuffer): unknown {
  const text = decode(bytes);
  const value = parse(text);
  const { members, proto } = inspect(value);
  if (proto !== null) throw refusedKey(proto);
  if (members !== countMembers(text)) {
    throw new Rejection('invalid_request', 'An object of the request body has the same key twice.');
  }
  return value;
}

function decode(bytes: ArrayBuffer): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Rejection('invalid_request', 'The request body is not valid UTF-8.');
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Rejection('invalid_request', 'The request body is not valid JSON.');
  }
}

/** A loop, because recursion would overflow the stack on deeply nested input. */
function inspect(value: unknown): { readonly members: number; readonly proto: string | null } {
  let members = 0;
  const open: [path: string, value: object][] = typeof value === 'object' && value !== null ? [['', value]] : [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, object] = next;
    if (Object.hasOwn(object, '__proto__')) return { members, proto: path === '' ? '__proto__' : `${path}.__proto__` };
    const entries = Object.entries(object) as [string, unknown][];
    if (!Array.isArray(object)) members += entries.length;
    for (const [key, child] of entries) {
      if (typeof child !== 'object' || child === null) continue;
      // Without a limit, deep nesting would make the total length of the paths quadratic.
      open.push([path.length > 200 ? path : path === '' ? key : `${path}.${key}`, child]);
    }
  }
  return { members, proto: null };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** Counts the colons outside strings. If the parsed objects have fewer members, some key is duplicate. */
function countMembers(text: string): number {
  let members = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === COLON) members += 1;
    else if (code === QUOTE) at = endOfString(text, at + 1);
  }
  return members;
}

function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end !== -1; end = text.indexOf('"', end + 1)) {
    let start = end;
    while (text.charCodeAt(start - 1) === BACKSLASH && start > from) start -= 1;
    // An odd number of backslashes escapes the quote.
    if ((end - start) % 2 === 0) return end;
  }
  return text.length;
}

function refusedKey(path: string): Rejection {
  const error: FieldError = { path: path.slice(0, 300), message: 'is not known' };
  return new Rejection('invalid_request', `${error.path} ${error.message}`, { errors: [error] });
}
