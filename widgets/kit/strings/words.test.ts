import fc from 'fast-check';
import { expect } from '../../test/expect.js';
import { fill } from '../format/fill.js';
import { ENGLISH } from './all.js';
import type { PluralForms } from './english.js';
import { choose } from '../format/amount.js';

type Words = { readonly [key: string]: string | Words };

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja'];
const PARTS = ['common', 'grants', 'history', 'portal', 'usage'];

/** Words that are rightly the same in both languages. */
const SAME_AS_ENGLISH: Readonly<Record<string, readonly string[]>> = {
  ar: [],
  de: ['grants.columns.status', 'grants.sources.operator', 'minus', 'status.live'],
  es: ['grants.total', 'usage.sum'],
  fr: ['grants.total', 'ledger.page', 'usage.sum'],
  ja: [],
};

const CATEGORIES = /^(zero|one|two|few|many|other)$/;
const isPlural = (value: Words): boolean => Object.keys(value).every((key) => CATEGORIES.test(key));

function sentencesOf(words: Words, path = ''): [path: string, sentence: string | PluralForms][] {
  return Object.entries(words).flatMap(([key, value]): [string, string | PluralForms][] => {
    const own = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[own, value]];
    return isPlural(value) ? [[own, value as unknown as PluralForms]] : sentencesOf(value, own);
  });
}

const formsOf = (sentence: string | PluralForms): string[] =>
  typeof sentence === 'string' ? [sentence] : Object.values(sentence);
const namesIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();

async function wordsOf(language: string): Promise<Words> {
  const modules = await Promise.all(
    PARTS.map((part) => import(`./languages/${language}/${part}.ts`) as Promise<{ default: Words }>),
  );
  return Object.assign({}, ...modules.map((module) => module.default)) as Words;
}

const english = new Map(sentencesOf(ENGLISH));
const amounts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat(999_999)).map(
  // Plural rules differ for small numbers and round millions.
  ([whole, rest]) => [String(whole), String(whole % 120n), `${whole % 100n}000000`, `${whole}.${rest}`],
);

for (const language of LANGUAGES) {
  describe(`the words in ${language}`, () => {
    let sentences: Map<string, string | PluralForms>;
    beforeEach(async () => void (sentences = new Map(sentencesOf(await wordsOf(language)))));

    it('are all there, and no others, in the plurals of the language', () => {
      expect([...sentences.keys()].sort()).to.deep.equal([...english.keys()].sort());
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      for (const [path, sentence] of sentences) {
        const plural = typeof english.get(path) === 'object';
        expect(typeof sentence, path).to.equal(plural ? 'object' : 'string');
        if (plural) expect(Object.keys(sentence).sort(), path).to.deep.equal([...pluralCategories].sort());
      }
      expect(sentences.get('language')).to.equal(language);
    });

    it('say what the English ones say of the data; a number that a form says by itself may be left out', () => {
      for (const [path, sentence] of sentences) {
        const [names] = formsOf(english.get(path) ?? '')
          .slice(-1)
          .map(namesIn);
        for (const form of formsOf(sentence)) {
          const own = namesIn(form);
          const left = typeof sentence === 'string' || form === sentence.other ? [] : ['amount', 'count'];
          const missing = names?.filter((name) => !own.includes(name) && !left.includes(name));
          expect([missing, own.filter((name) => !names?.includes(name))], `${path}: ${form}`).to.deep.equal([[], []]);
        }
      }
    });

    it('are not English', () => {
      const same = [...sentences].filter(([path, sentence]) => {
        const [own, other] = [sentence, english.get(path) ?? ''].map((one) => formsOf(one).slice(-1)[0] ?? '');
        return own === other && /\p{L}/u.test(own?.replace(/\{\w+\}/g, '') ?? '');
      });
      expect(same.map(([path]) => path).sort()).to.deep.equal(SAME_AS_ENGLISH[language]);
    });

    it('end as the English ones do, and have no spaces to spare', () => {
      for (const [path, sentence] of sentences) {
        for (const form of formsOf(sentence)) {
          const ends = /[.。]$/.test(formsOf(english.get(path) ?? '').slice(-1)[0] ?? '');
          expect(/[.。]$/.test(form), `${path}: ${form}`).to.equal(ends);
          expect(/^\s|\s\s/.test(form), `${path}: ${form}`).to.equal(false);
        }
      }
    });

    it('leave no brace, whatever fills them, and have a form for every amount', () => {
      const values = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('{'));
      fc.assert(
        fc.property(amounts, fc.infiniteStream(values), (numbers, stream) => {
          for (const [path, sentence] of sentences) {
            for (const amount of numbers) {
              const form = choose(sentence, amount, language);
              if (!formsOf(sentence).includes(form)) throw new Error(`${path} has no form for ${amount}`);
              const given = Object.fromEntries(namesIn(form).map((name) => [name, stream.next().value ?? '']));
              const filled = fill(form, given);
              if (filled.includes('{') || filled.includes('undefined')) throw new Error(`${path}: ${filled}`);
            }
          }
        }),
        { numRuns: 20 },
      );
    });
  });
}
