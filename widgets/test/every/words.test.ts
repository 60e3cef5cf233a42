import { intl } from '../../kit/format/intl.js';
import { ENGLISH } from '../../kit/strings/all.js';
import { registerLanguage } from '../../kit/strings/languages.js';
import { FakeIntersections } from '../chart.js';
import { expect } from '../expect.js';
import { POOLS } from '../pools.js';
import { stage } from '../stage.js';
import { STATES, TAGS } from '../states/index.js';
import { lettersIn, marked, saidBy } from '../words.js';
import { settle, World } from '../world.js';

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'ja'];
const PARTS = ['common', 'grants', 'history', 'portal', 'usage'];

/** Loads all words of a language, so that no test waits for the network. */
async function load(language: string): Promise<object> {
  const modules = await Promise.all(
    PARTS.map((part) => import(`../../kit/strings/languages/${language}/${part}.ts`) as Promise<{ default: object }>),
  );
  const words = modules.reduce<object>((all, module) => ({ ...all, ...module.default }), {});
  registerLanguage(language, () => Promise.resolve(words));
  return words;
}
const translations = new Map(
  await Promise.all(LANGUAGES.map(async (language) => [language, await load(language)] as const)),
);

const wordsIn = (words: object): Set<string> =>
  new Set(lettersIn(JSON.stringify(words).replace(/\{\w+\}|"\w+":/g, '')));
/** Month names may equal other English words: "may" in Spanish. */
const monthsIn = (language: string): string[] =>
  Array.from({ length: 12 }, (_, month) =>
    intl('DateTimeFormat', language, { month: 'short' }).format(new Date(2026, month)),
  );

const englishWords = wordsIn(ENGLISH);

for (const tag of TAGS) {
  describe(`the words of <${tag}>`, () => {
    let world: World;
    beforeEach(() => {
      world = new World();
      FakeIntersections.install();
    });
    afterEach(async () => {
      world.end();
      await settle();
      FakeIntersections.restore();
    });

    for (const [name, state] of Object.entries(STATES[tag])) {
      it(`${name}: all can be replaced`, async () => {
        const strings = marked(ENGLISH);
        const { element, told } = await stage(world, tag, state, (one) =>
          Object.assign(one, { strings, locale: 'ja' }),
        );
        const said = saidBy(element);
        if (name === 'ready') {
          for (const [version, balance] of [POOLS.low, POOLS.depleted, POOLS.overdrawn, POOLS.healthy].entries()) {
            world.server.change({ ...balance, version: version + 2 });
            await world.pass(11_000);
            said.push(document.querySelector('[data-credits=announcer]')?.textContent ?? '', ...saidBy(element));
          }
        }
        expect(said.some((text) => text.includes('#'))).to.equal(true);
        expect(said.filter((text) => lettersIn(text).some((word) => !told.has(word)))).to.deep.equal([]);
      });

      it(`${name}: all are in the requested language`, async () => {
        const { element, told } = await stage(world, tag, state);
        for (const [language, words] of translations) {
          element.setAttribute('locale', language);
          await settle();
          await settle();
          const own = wordsIn([words, monthsIn(language)]);
          const left = saidBy(element).filter((text) =>
            lettersIn(text).some((word) => englishWords.has(word) && !own.has(word) && !told.has(word)),
          );
          expect(left, language).to.deep.equal([]);
          expect(element.shadowRoot?.querySelector('.base')?.getAttribute('lang')).to.equal(language);
        }
      });
    }
  });
}
