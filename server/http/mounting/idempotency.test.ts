import { describe, expect, test } from 'vitest';
import { fingerprint } from './idempotency.js';

describe('a fingerprint', () => {
  test('is the same for the same meaning', () => {
    expect(fingerprint({ a: 1, b: { c: '2', d: [1, 2] } })).toBe(fingerprint({ b: { d: [1, 2], c: '2' }, a: 1 }));
    expect(fingerprint({ a: 1, b: undefined })).toBe(fingerprint({ a: 1 }));
  });

  test('is another one for another meaning', () => {
    const requests = [
      { a: '1' },
      { a: 1 },
      { a: [1] },
      { a: { 0: 1 } },
      { a: null },
      {},
      { b: '1' },
      { a: '1', b: '' },
    ];
    expect(new Set(requests.map(fingerprint)).size).toBe(requests.length);
  });
});
