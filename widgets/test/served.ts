import type { Balance } from '../../server/contract/index.js';
import { pool } from './pools.js';

type Options = Readonly<Record<string, string>>;

/** What stood there when the server rendered: no test expects these numbers, so that none can be left over unseen. */
const EARLIER = [pool({ balance: '31', available: '31', granted: '62', version: 0, nextExpiry: null })];
const CSS = '/__served.css';
const kept = new Map<string, string>();

const optionsFrom = (attributes: Options): Record<string, unknown> => {
  const options: Record<string, unknown> = { stylesheet: CSS, attributes: { lang: 'en' } };
  for (const [name, value] of Object.entries(attributes)) {
    const property = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    options[property] = property === 'canAdd' ? true : value;
  }
  return options;
};

/** The address of what a server renders: markup, or with `page` a whole page of it. */
export function servedUrl(
  balances: readonly Balance[] | null,
  attributes: Options,
  page: Options | null = null,
): string {
  const data = JSON.stringify(balances && { data: balances });
  const query = new URLSearchParams({ balances: data, options: JSON.stringify(optionsFrom(attributes)), ...page });
  return `${page ? '/__served-page' : '/__served'}?${query}`;
}

/** The markup of a balance as the server renders it. At once: the tests of what a page renders do not wait either. */
export function servedHtml(balances: readonly Balance[], attributes: Options): string {
  const url = servedUrl(balances, attributes);
  let html = kept.get(url);
  if (html === undefined) {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
    html = request.responseText;
    kept.set(url, html);
  }
  return html;
}

/** A `<credits-balance>` that has come with numbers in it, as the parser makes it, before it is in the page. */
export function servedElement(attributes: Options, balances: readonly Balance[] = EARLIER): Element {
  const { token, lang, ...rest } = attributes;
  const box = document.createElement('div');
  box.setHTMLUnsafe(servedHtml(balances, rest));
  const element = box.firstElementChild;
  if (!element) throw new Error(`The server rendered nothing: ${box.innerHTML}`);
  for (const [name, value] of Object.entries({ token, lang }))
    if (value !== undefined) element.setAttribute(name, value);
  return element;
}
