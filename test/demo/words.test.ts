import { describe, expect, test } from 'vitest';
import { WORDS } from '../../demo/words/all.js';
import { fill, LANGUAGES, languageOf } from '../../demo/words/languages.js';

type Tree = { readonly [key: string]: string | Tree };

const sentencesIn = (words: object, path = ''): (readonly [path: string, sentence: string])[] =>
  Object.entries(words as Tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : sentencesIn(value, `${path}${key}.`),
  );

const namesIn = (sentence: string): string[] => [...sentence.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

/** Names that are the same in every language. */
const NAMES = [
  'page.title',
  'nav.label',
  'nav.studio',
  'footer.description',
  'demo.themes.auto',
  'ledger.credits',
  'sections.balance',
];

const english = new Map(sentencesIn(WORDS.en));

describe.each(LANGUAGES.filter(({ tag }) => tag !== 'en'))('$name', ({ tag }) => {
  const own = new Map(sentencesIn(WORDS[tag]));

  test('has every English sentence with the same placeholders', () => {
    expect([...own.keys()]).toEqual([...english.keys()]);
    for (const [path, sentence] of own)
      expect([path, namesIn(sentence)]).toEqual([path, namesIn(english.get(path) ?? '')]);
  });

  test('contains no untranslated English', () => {
    const left = [...own].filter(([path, sentence]) => sentence === english.get(path) && !NAMES.includes(path));
    // These words are the same in both languages.
    expect(
      left.map(([, sentence]) => sentence).filter((sentence) => !/^(Credits|Element|Backend)$/.test(sentence)),
    ).toEqual([]);
  });
});

test.each(LANGUAGES)('$name: the accessible name of a button contains its visible text', ({ tag }) => {
  expect(WORDS[tag].addCredits.addTo).toContain(WORDS[tag].addCredits.add);
});

test('picks the first supported language of the browser’s preferences', () => {
  const tagOf = (...wanted: Parameters<typeof languageOf>) => languageOf(...wanted).tag;
  expect(tagOf('ar', 'de')).toBe('ar');
  expect(tagOf(undefined, 'pt-BR, es-PE;q=0.8')).toBe('es');
  expect(tagOf('klingon', undefined)).toBe('en');
});

test('replaces placeholders with values', () => {
  expect(fill('{a} of {b}, {c}', { a: '1', b: '{a}' })).toBe('1 of {a}, {c}');
});
