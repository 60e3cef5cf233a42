import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchRange, searchTerms } from './search-terms.js';

const finds = (search: string, ...fields: string[]) => {
  const range = searchRange(search);
  const bytes = (text: string) => Buffer.from(text);
  return searchTerms(fields).some(
    (term) => range !== null && bytes(term).compare(bytes(range.from)) >= 0 && bytes(term).compare(bytes(range.to)) < 0,
  );
};

test('makes a term of each word of a field, with the text after the word', () => {
  expect(searchTerms(['acme:eu-1', 'Ève O’Neil', null])).toEqual([
    ...['acme:eu-1', 'eu-1', '1', 'eve o’neil', 'o’neil', 'neil'],
  ]);
});

describe('a search finds the beginning of words', () => {
  test.each([
    ['ada', 'Ada Lovelace'],
    ['LOVE', 'Ada Lovelace'],
    ['ada  love', 'Ada Lovelace'],
    ['eve', 'Ève'],
    ['Ève', 'EVE'],
    ['@example.com', 'ada@example.com'],
    ['2cd9', 'customer-2cd9b7'],
    ['ΟΔΟΣ', 'Οδοσία'],
    ['山田', '山田太郎'],
    ['\u202eشركة', 'شركة\u200f'],
    ['100%', '100% Coffee'],
    ['ada', 'x'.repeat(200) + ' Ada'],
  ])('%j finds %j', (search, field) => expect(finds(search, field)).toBe(true));

  test.each([
    ['%', '100% Coffee'],
    ['a%', 'Ada'],
    ['_da', 'Ad_'],
    ['velace', 'Lovelace'],
    ['ada l', 'Ada'],
    ['', 'Ada'],
    ['\u0000', 'Ada'],
  ])('%j does not find %j', (search, field) => expect(finds(search, field)).toBe(false));
});

test('finds any name by any of its terms', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(name, fc.nat(), (text, pick) => {
      const terms = searchTerms([text]);
      const term = terms[pick % Math.max(1, terms.length)];
      if (term === undefined) return;
      expect(term.isWellFormed()).toBe(true);
      expect(finds(term, text)).toBe(true);
      expect(finds(text, text)).toBe(true);
    }),
  );
});

test('limits the number and the length of terms', () => {
  const terms = searchTerms(['a b '.repeat(5_000), '\u{1f600}a'.repeat(5_000)]);
  expect(terms.length).toBeLessThanOrEqual(32);
  expect(terms.every((term) => [...term].length <= 128 && term.isWellFormed())).toBe(true);
  expect(searchRange('\ufdfa'.repeat(10_000))?.from.length).toBeLessThanOrEqual(256);
});
