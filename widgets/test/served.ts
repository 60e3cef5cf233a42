import type { Balance } from '../../server/contract/index.js';
import { pool } from './pools.js';

type Options = Readonly<Record<string, string>>;

/** Numbers of the server's rendering that no test expects, so that a leftover is noticed. */
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

/** The URL of server-rendered markup, or of a whole page if `page` is given. */
export function servedUrl(
  balances: readonly Balance[] | null,
  attributes: Options,
  page: Options | null = null,
): string {
  const data = JSON.stringify(balances && { data: balances });
  const query = new URLSearchParams({ balances: data, options: JSON.stringify(optionsFrom(attributes)), ...page });
  return `${page ? '/__served-page' : '/__served'}?${query}`;
}

/** Fetches synchronously, because tests of page-rendered elements do not wait either. */
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

/** A `<credits-balance>` with server-rendered numbers, as the parser creates it, before it is in the page. */
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
