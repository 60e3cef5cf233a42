import type { StringsOverride } from '../kit/strings/strings.js';
import { everythingIn } from './elements.js';
import type { FakeServer } from './fake-server.js';

type Words = { readonly [key: string]: string | Words };

/** Replaces every text of a set of words; placeholders stay. */
const reworded = (words: object, turn: (text: string) => string): StringsOverride =>
  Object.fromEntries(
    Object.entries(words as Words).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? value.replace(/(\{\w+\})|[^{}]+/g, (text, name?: string) => name ?? turn(text))
        : reworded(value, turn),
    ]),
  );

/** Words without letters: any visible letter then comes from elsewhere. Japanese dates have no letters either. */
export const marked = (words: object): StringsOverride => ({ ...reworded(words, () => '#'), language: 'ja' });

const ACCENTS: Readonly<Record<string, string>> = { a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú', y: 'ýý' };

/** English with words two fifths longer and accents above and below the line. */
export const pseudo = (words: object): StringsOverride => ({
  ...reworded(words, (text) => text.replace(/[aeiouy]/gi, (letter) => ACCENTS[letter.toLowerCase()] ?? letter)),
  language: 'en',
});

export const lettersIn = (text: string): string[] => text.match(/[a-z]+/gi) ?? [];

const HEARD = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder'];

/** Every readable or audible text of an element. Light DOM children belong to the page and do not count. */
export function saidBy(element: Element): string[] {
  const said: string[] = [];
  for (const one of everythingIn(element)) {
    if (one.localName === 'style') continue;
    for (const name of HEARD) said.push(one.getAttribute(name) ?? '');
    const nodes = one === element ? [] : [...one.childNodes];
    for (const node of nodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent ?? '');
  }
  return said.map((text) => text.trim()).filter(Boolean);
}

/** Collects the words of all later server data, because names and units are not translated. */
export function wordsToldBy(server: FakeServer): Set<string> {
  // A request id and a time zone.
  const told = new Set(['req', 'UTC']);
  const learn = (data: unknown) => lettersIn(JSON.stringify(data) ?? '').forEach((word) => told.add(word));
  const { fetch, change } = server;
  const listening: FakeServer['fetch'] = async (url, init) => {
    learn(server.balances);
    const response = await fetch(url, init);
    if (Object.hasOwn(response, 'json')) learn(await response.json());
    return response;
  };
  const changing: FakeServer['change'] = (balance) => {
    learn(balance);
    change.call(server, balance);
  };
  Object.assign(server, { fetch: listening, change: changing });
  return told;
}
