/**
 * A customer is stored with search terms: each word of its id, name and e-mail, with the text after it. A search is a
 * range of terms. Terms are made here and not in SQL, so that every engine finds the same.
 */

/** Maximum number of words in one field. Names have fewer. */
const MOST_WORDS = 16;
const LONGEST_TERM = 128;
const LAST_CHARACTER = '\u{10ffff}';

const WORD = /[\p{L}\p{N}]+/gu;

/** Removes case, accents, marks of direction and repeated spaces: `Ève  O’NEIL` is `eve o’neil`. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Cuts between characters, not within a surrogate pair. */
const cut = (text: string) => [...text].slice(0, LONGEST_TERM).join('');

/** `Ada Lovelace` has the terms `ada lovelace` and `lovelace`. */
export function searchTerms(fields: readonly (string | null)[]): readonly string[] {
  const terms = fields.flatMap((field) => {
    const text = fold(field ?? '');
    return [...text.matchAll(WORD)].slice(0, MOST_WORDS).map(({ index }) => cut(text.slice(index)));
  });
  return [...new Set(terms)];
}

/** `from` is the common prefix of the terms and is included; `to` is excluded. */
export type TermRange = { readonly from: string; readonly to: string };

/** Ignores characters before the first letter or digit; `null` if the text has none, and nothing is found. */
export function searchRange(search: string): TermRange | null {
  const text = fold(search);
  const start = text.search(WORD);
  if (start < 0) return null;
  const from = cut(text.slice(start));
  return { from, to: from + LAST_CHARACTER };
}
