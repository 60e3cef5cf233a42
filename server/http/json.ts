import { type FieldError, Rejection } from './problems.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a JSON document from the bytes of a request. Invalid UTF-8, a byte order mark and anything that is not
 * JSON are refused; so is a `__proto__` key at any depth, which schemas would drop without a word.
 *
 * @throws Rejection `invalid_request`
 */
export function readJson(bytes: ArrayBuffer): unknown {
  const value = parse(decode(bytes));
  const path = findProto(value);
  if (path !== null) throw refusedKey(path);
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
    // A byte order mark ends here too: it is no part of JSON.
    throw new Rejection('invalid_request', 'The request body is not valid JSON.');
  }
}

/** Where the first `__proto__` key is. A loop, because the nesting of a hostile document is as deep as it is long. */
function findProto(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const open: [path: string, value: object][] = [['', value]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, object] = next;
    if (Object.hasOwn(object, '__proto__')) return path === '' ? '__proto__' : `${path}.__proto__`;
    for (const [key, child] of Object.entries(object) as [string, unknown][]) {
      // Nobody sends a path this long on purpose; without a limit, deep nesting would make the paths quadratic.
      const childPath = path.length > 200 ? path : path === '' ? key : `${path}.${key}`;
      if (typeof child === 'object' && child !== null) open.push([childPath, child]);
    }
  }
  return null;
}

function refusedKey(path: string): Rejection {
  const error: FieldError = { path: path.slice(0, 300), message: 'is not known' };
  return new Rejection('invalid_request', `${error.path} ${error.message}`, { errors: [error] });
}
