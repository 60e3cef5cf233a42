/** Renders elements on a server, as declarative shadow DOM. For Node; needs `@lit-labs/ssr` beside this package. */
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

/** What holds the slots while they are rendered. */
class Host extends ElementRenderer {}

/** What Lit would find its way by; the element renders anew. Data cannot look like it: in data `<` is escaped. */
const MARKERS = /<!--.*?-->|<\?>/g;

/**
 * `<credits-balance>` with its numbers, for a page that shows them before any script: give it what
 * `client.customers.balances(id)` returned. The page's own script takes over when it has its first numbers.
 *
 * @param balances `null` where they could not be had: the tag alone
 */
export async function renderBalance(balances: Balances | null, options: BalanceOptions): Promise<string> {
  const content = balances ? await renderBalanceContent(balances, options) : '';
  const fallback = escapeHtml(options.fallback ?? '');
  return `<credits-balance${attributesOf(options)}>${content}${fallback}</credits-balance>`;
}

/**
 * The same without the tag: the `<template shadowrootmode>` to put into one that is written elsewhere, with the same
 * attributes. Only an HTML parser makes a shadow tree of it, `innerHTML` does not.
 */
export async function renderBalanceContent({ data }: Balances, options: BalanceOptions): Promise<string> {
  const element = Object.assign(new ServedBalance(data, await servedContext(data, options)), properties(options));
  const host = new Host('credits-balance');
  host.element = element;
  const tree = await collectResult(render(element.render(), { customElementHostStack: [host] }));
  // Nobody listens to a button yet.
  const inert = tree.replace(MARKERS, '').replaceAll('<button', '<button disabled');
  return `<template shadowrootmode="open">${stylesOf(options)}${inert}</template>`;
}

/** The address of the stylesheet that is linked, to fetch it early: `<link rel="preload" as="style" …>`. */
export const balanceStylesheet = ({ api, stylesheet }: Pick<BalanceOptions, 'api' | 'stylesheet'>): string =>
  stylesheet ?? `${api.replace(/\/+$/, '')}/widgets/${BALANCE_CSS_FILE}`;

/** What of the options says how to render. */
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
