import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from './json.js';

const read = (text: string) => readJson(new TextEncoder().encode(text).buffer);

test('any document is read as the platform reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, spaces) => {
      const text = JSON.stringify(value, null, spaces);
      if (text.includes('"__proto__"')) return;
      expect(read(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('a key that any object of a document has twice is refused', () => {
  const objects = fc
    .dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 })
    .filter((object) => !('__proto__' in object));
  fc.assert(
    fc.property(
      objects,
      fc.jsonValue(),
      fc.nat(),
      fc.array(fc.constantFrom('[', '{"in":'), { maxLength: 5 }),
      (object, value, pick, around) => {
        const keys = Object.keys(object);
        const again = `${JSON.stringify(keys[pick % keys.length])}:${JSON.stringify(value)}`;
        const twice = `${JSON.stringify(object).slice(0, -1)},${again}}`;
        const closing = around.map((open) => (open === '[' ? ']' : '}')).reverse();
        const text = [...around, twice, ...closing].join('');
        if (text.includes('"__proto__"')) return;
        expect(() => read(text)).toThrow('the same key twice');
      },
    ),
  );
});

describe('a key twice', () => {
  test.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"a":{},"b":{"c":[{"d":1,"d":1}]}}',
    '{"":1,"":2}',
    '{"\\"":1,"b":2,"\\"":3}',
    '{"a\\\\":1,"a\\\\":1}',
    '{"a":":","a":":"}',
  ])('%s', (text) => {
    expect(() => read(text)).toThrow('the same key twice');
  });

  test.each([
    '{"a":1,"A":2}',
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\":","b":":\\\\"}',
    '":::"',
    '{}',
    '7',
  ])('is none in %s', (text) => {
    expect(read(text)).toEqual(JSON.parse(text));
  });
});
