import type { StringsOverride } from '../kit/strings/strings.js';
import { everythingIn } from './elements.js';
import type { FakeServer } from './fake-server.js';

type Words = { readonly [key: string]: string | Words };

/** Every sentence of a set of words turned into another; what is filled in stays as it is. */
const reworded = (words: object, turn: (text: string) => string): StringsOverride =>
  Object.fromEntries(
    Object.entries(words as Words).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? value.replace(/(\{\w+\})|[^{}]+/g, (text, name?: string) => name ?? turn(text))
        : reworded(value, turn),
    ]),
  );

/** Words without a letter: one that is seen beside them is not from the words. Japanese dates have none either. */
export const marked = (words: object): StringsOverride => ({ ...reworded(words, () => '#'), language: 'ja' });

const ACCENTS: Readonly<Record<string, string>> = { a: 'áá', e: 'éé', i: 'íí', o: 'óó', u: 'úú', y: 'ýý' };

/** English as a language with longer words: two fifths more of them, with accents above and below the line. */
export const pseudo = (words: object): StringsOverride => ({
  ...reworded(words, (text) => text.replace(/[aeiouy]/gi, (letter) => ACCENTS[letter.toLowerCase()] ?? letter)),
  language: 'en',
});

/** The words of the alphabet in a text. */
export const lettersIn = (text: string): string[] => text.match(/[a-z]+/gi) ?? [];

const HEARD = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder'];

/** All that is read or heard of an element, each by itself. What stands in the element itself is the page's own. */
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

/** Keeps the words of all that a server tells from now on: names and units are in no language of ours. */
export function wordsToldBy(server: FakeServer): Set<string> {
  // Of a request that failed, and of a zone.
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
