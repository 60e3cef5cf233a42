import { expect, test } from 'vitest';
import { csvDocument, csvText } from './csv.js';

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['=1+1', "'=1+1"],
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@cmd', "'@cmd"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['1=1', '1=1'],
])('%j is written as %j', (text, written) => {
  expect(csvText(text)).toBe(written);
});

test('rows end with CRLF, the last one too', () => {
  expect(
    csvDocument([
      ['a', 'b'],
      ['1', '-2'],
    ]),
  ).toBe('a,b\r\n1,-2\r\n');
});
