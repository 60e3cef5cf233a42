/**
 * How customers are found by a few letters: each is kept with the places where a word of its id, name or e-mail begins,
 * up to the end, and a search is a range of them. Made here and not in SQL, so that every store finds the same.
 */

/** Words of one field that a search can begin with; what a person is called has fewer. */
const MOST_WORDS = 16;
/** Characters that are compared. */
const LONGEST_TERM = 128;
const LAST_CHARACTER = '\u{10ffff}';

const WORD = /[\p{L}\p{N}]+/gu;

/** Without case, accents, marks of direction and the width of spaces: `Ève  O’NEIL` is `eve o’neil`. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** By characters, so that none is cut in half. */
const cut = (text: string) => [...text].slice(0, LONGEST_TERM).join('');

/** `Ada Lovelace` is found by what begins `ada lovelace` or `lovelace`. */
export function searchTerms(fields: readonly (string | null)[]): readonly string[] {
  const terms = fields.flatMap((field) => {
    const text = fold(field ?? '');
    return [...text.matchAll(WORD)].slice(0, MOST_WORDS).map(({ index }) => cut(text.slice(index)));
  });
  return [...new Set(terms)];
}

/** The terms that a search finds: from the first, which is the prefix of all, to before the last. */
export type TermRange = { readonly from: string; readonly to: string };

/** What is before the first letter or digit does not count; null: there is none, and nothing is found. */
export function searchRange(search: string): TermRange | null {
  const text = fold(search);
  const start = text.search(WORD);
  if (start < 0) return null;
  const from = cut(text.slice(start));
  return { from, to: from + LAST_CHARACTER };
}
