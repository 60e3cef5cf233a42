import type { CreditsBalanceElement } from '../entries/credits-balance.js';
import '../entries/credits-balance.js';
import '../entries/credits-grants-table.js';
import '../entries/credits-usage-chart.js';
import type { Balance } from '../../server/contract/index.js';
import { API } from './fake-server.js';
import { servedElement } from './served.js';
import type { World } from './world.js';
import { settle } from './world.js';

type Options = Readonly<Record<string, string>>;

/** Whether the page or a server renders a balance first. The final result must be the same. */
export const RENDERERS = ['page', 'server'] as const;
let renderer: (typeof RENDERERS)[number] = 'page';

export const renderFirst = (by: (typeof RENDERERS)[number]): unknown => (renderer = by);

export function placeTag<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Options = {},
  parent: ParentNode & Node = document.body,
): HTMLElementTagNameMap[Tag] {
  const all = {
    api: API,
    ...('token-url' in attributes ? {} : { token: 'customer-token' }),
    lang: 'en',
    ...attributes,
  };
  if (tag === 'credits-balance' && renderer === 'server') {
    return parent.appendChild(servedElement(all) as HTMLElementTagNameMap[Tag]);
  }
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(all)) element.setAttribute(name, value);
  parent.appendChild(element);
  return element;
}

export const place = (attributes: Options = {}, parent?: ParentNode & Node): CreditsBalanceElement =>
  placeTag('credits-balance', attributes, parent);

/** Places a balance with this data and waits until it has settled. */
export async function show(
  world: World,
  balances: Balance | readonly Balance[],
  attributes: Options = {},
): Promise<CreditsBalanceElement> {
  world.server.balances = [balances].flat();
  const element = place(attributes);
  await settle();
  return element;
}

export function textOf(element: Element, selector = '.base'): string {
  const found = element.shadowRoot?.querySelector<HTMLElement>(selector);
  return (found?.innerText ?? '').replace(/\s+/g, ' ').trim();
}

export const query = (element: Element, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

export const hasState = (element: Element, name: string): boolean => element.matches(`:state(${name})`);

export function collect<Name extends keyof GlobalEventHandlersEventMap>(
  target: EventTarget,
  name: Name,
): GlobalEventHandlersEventMap[Name][] {
  const events: GlobalEventHandlersEventMap[Name][] = [];
  target.addEventListener(name, (event) => events.push(event as GlobalEventHandlersEventMap[Name]));
  return events;
}
