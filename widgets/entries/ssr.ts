/**
 * Renders elements on a server as declarative shadow DOM. It runs in Node and needs `@lit-labs/ssr` beside this
 * package.
 */
import { ElementRenderer, render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import type { Balances } from '../../server/contract/index.js';
import type { BalanceOptions } from '../served/attributes.js';
import { attributesOf, escapeHtml } from '../served/attributes.js';
import { ServedBalance } from '../served/served-balance.js';
import { servedContext } from '../served/served-context.js';
import { BALANCE_CSS_FILE, balanceCss } from '../served/styles.js';

export type { Balances } from '../../server/contract/index.js';
export type { BalanceOptions } from '../served/attributes.js';
export type { Wording } from '../served/served-context.js';

class Host extends ElementRenderer {}

/** Lit's hydration markers are removed because the element renders again. Data cannot match: its `<` is escaped. */
const MARKERS = /<!--.*?-->|<\?>/g;

/**
 * Renders `<credits-balance>` with its numbers, for a page that shows them before any script runs. The element takes
 * over once it has loaded its first numbers.
 *
 * @param balances the result of `client.customers.balances(id)`; `null` renders the tag without content
 */
export async function renderBalance(balances: Pick<Balances, 'data'> | null, options: BalanceOptions): Promise<string> {
  const content = balances ? await renderBalanceContent(balances, options) : '';
  const fallback = escapeHtml(options.fallback ?? '');
  return `<credits-balance${attributesOf(options)}>${content}${fallback}</credits-balance>`;
}

/**
 * Renders only the `<template shadowrootmode>`, for a tag that is written elsewhere with the same attributes. Only an
 * HTML parser makes a shadow tree of the template; `innerHTML` does not.
 */
export async function renderBalanceContent({ data }: Pick<Balances, 'data'>, options: BalanceOptions): Promise<string> {
  const element = Object.assign(new ServedBalance(data, await servedContext(data, options)), properties(options));
  const host = new Host('credits-balance');
  host.element = element;
  const tree = await collectResult(render(element.render(), { customElementHostStack: [host] }));
  // Buttons have no listeners before the script runs.
  const inert = tree.replace(MARKERS, '').replaceAll('<button', '<button disabled');
  return `<template shadowrootmode="open">${stylesOf(options)}${inert}</template>`;
}

/** The URL of the stylesheet, for a preload: `<link rel="preload" as="style" …>`. */
export const balanceStylesheet = ({ api, stylesheet }: Pick<BalanceOptions, 'api' | 'stylesheet'>): string =>
  stylesheet ?? `${api.replace(/\/+$/, '')}/widgets/${BALANCE_CSS_FILE}`;

const properties = ({ creditType, resourceId, canAdd = false, history, headingLevel = 3 }: BalanceOptions) => ({
  creditType,
  resourceId,
  canAdd,
  history,
  headingLevel,
});

const stylesOf = (options: BalanceOptions): string =>
  options.nonce === undefined
    ? `<link rel="stylesheet" href="${escapeHtml(balanceStylesheet(options))}">`
    : `<style nonce="${escapeHtml(options.nonce)}">${balanceCss()}</style>`;
