import { expect, test } from 'vitest';
import { csvDocument, csvText } from './csv.js';

test.each([
  ['plain', '"plain"'],
  ['', '""'],
  ['a,b', '"a,b"'],
  ['a;b', '"a;b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['1=1', '"1=1"'],
  ['a =1', '"a =1"'],
  [' text', '" text"'],
])('%j is written as %j', (text, written) => {
  expect(csvText(text)).toBe(written);
});

const BEFORE = ['', ' ', '\t', '\r', '\n', '\u0000', '\u00a0', '\ufeff', '\u200b', '\u202e', ';', ',', ' ;\t'];
const SIGNS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '−'];
test.each(BEFORE.flatMap((before) => SIGNS.map((sign) => `${before}${sign}1+1`)))(
  '%j is no formula, because an apostrophe stands before it',
  (text) => {
    expect(csvText(text)).toBe(`"'${text}"`);
  },
);

test.each(['\tx', '\rx', '\nx'])('%j does not begin its field', (text) => {
  expect(csvText(text)).toBe(`"'${text}"`);
});

test('rows end with CRLF, the last one too', () => {
  expect(
    csvDocument([
      ['a', 'b'],
      ['1', '-2'],
    ]),
  ).toBe('a,b\r\n1,-2\r\n');
});
