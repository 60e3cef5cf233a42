import type { Example } from '../../../server/reference/openapi/examples.js';
import { type OperationResult, STANDING } from './run.js';

const HOUR_MS = 3_600_000;
const ID = /\b([a-z]{2,4})_[0-9a-hjkmnp-tv-z]{26}\b/g;
const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const SECRET = /\bdd_test_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g;
const PREFIX = /"prefix":"dd_test_[A-Za-z0-9_-]{4}"/g;
const TOKEN = /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/g;
const CURSOR = /"nextCursor":"[^"]+"/g;
const REQUEST_ID = /"requestId":"[^"]+"/g;

/**
 * Normalizes a run, so that every run gives the same example: ids are numbered, wall-clock times become times of the
 * standing clock to the minute, and secrets are replaced.
 */
export function exampleOf({ request, status, contentType, body }: OperationResult): Example {
  const numbers = new Map<string, string>();
  const numbered = (id: string, prefix: string): string => {
    const known = numbers.get(id) ?? `${prefix}_01k8zt4e9v7m2c5x6d3f0a1b${String(numbers.size + 1).padStart(2, '0')}`;
    numbers.set(id, known);
    return known;
  };
  const wallMs = Date.now();
  const settled = (time: string): string => {
    const since = Date.parse(time) - wallMs;
    if (Math.abs(since) > 2 * HOUR_MS) return time;
    return new Date(Date.parse(STANDING) + Math.round(since / 60_000) * 60_000).toISOString();
  };
  const text = JSON.stringify({ request, response: { status, contentType, body } })
    .replaceAll(TOKEN, 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImRyYXdkb3duLWN1c3RvbWVyK2p3dCJ9.eyJzdWIiOiJhY21lIn0.signature')
    .replaceAll(SECRET, 'dd_test_4fQxm0VtT1yq7hXcZ2aJ9sKdLwNe8RbUoPi6GgYv3Ck')
    .replaceAll(PREFIX, '"prefix":"dd_test_4fQx"')
    .replaceAll(CURSOR, '"nextCursor":"eyJpZCI6ImJvYiJ9"')
    .replaceAll(REQUEST_ID, '"requestId":"0b6f1d52-7a4e-4f0b-9c53-2f1f5c1b7a10"')
    .replaceAll(ID, numbered)
    .replaceAll(TIME, settled);
  return JSON.parse(text) as Example;
}
