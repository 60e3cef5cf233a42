import '../entries/credits-balance.js';
import '../entries/credits-grants-table.js';
import '../entries/credits-usage-chart.js';
import '../entries/credits-utilization-portal.js';
// Imported early, so that no test waits for the network when an element loads these modules.
import '../grants-table/table.js';
import '../portal/portal.js';
import '../usage-chart/looks.js';
import '../usage-chart/plot/plot.js';
import type { Balance } from '../../server/contract/index.js';
import { grantsFor, ONE_OF_EACH } from './grants.js';
import { placeTag } from './mount.js';
import { images, pool } from './pools.js';
import { change, eventGroup } from './ledger.js';
import type { World } from './world.js';
import { settle } from './world.js';

export const TAGS = [
  'credits-balance',
  'credits-usage-chart',
  'credits-grants-table',
  'credits-utilization-portal',
] as const;
export type Tag = (typeof TAGS)[number];
export type AnyElement = HTMLElementTagNameMap[Tag];

/** Gives the server data for every route. */
export function fillWorld(world: World, balances: readonly Balance[] = [pool(), images]): void {
  const { server } = world;
  server.balances = [...balances];
  server.grants = grantsFor(ONE_OF_EACH);
  server.changes = [change()];
  server.ledger = () => ({ data: [eventGroup()], nextCursor: null });
}

/** Waits until nested elements, which start after the first render, have settled too. */
export async function showTag(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  parent?: ParentNode & Node,
): Promise<AnyElement> {
  const element = placeTag(tag, { 'time-zone': 'UTC', ...attributes }, parent);
  await settle();
  await settle();
  return element;
}

/** The element and all its descendants, including shadow roots and hidden elements. */
export function* everythingIn(root: Element | ShadowRoot): Generator<Element> {
  if (root instanceof Element) yield root;
  const inside = root instanceof Element && root.shadowRoot ? [...root.shadowRoot.children] : [];
  for (const child of [...inside, ...root.children]) yield* everythingIn(child);
}

/** Everything readable or audible: text, attributes and field values. */
export function wordsOf(element: Element): string {
  const words: string[] = [];
  for (const one of everythingIn(element)) {
    for (const { name, value } of one.attributes) words.push(`${name}=${value}`);
    for (const node of one.childNodes) if (node.nodeType === Node.TEXT_NODE) words.push(node.textContent ?? '');
    for (const node of one.shadowRoot?.childNodes ?? [])
      if (node.nodeType === Node.TEXT_NODE) words.push(node.textContent ?? '');
    if (one instanceof HTMLInputElement || one instanceof HTMLSelectElement) words.push(one.value);
  }
  return words.join(' ');
}

/** Collects uncaught errors before the test runner sees them, until the returned function is called. */
export function listenForErrors(): () => readonly string[] {
  const thrown: string[] = [];
  const onError = (event: ErrorEvent) => {
    event.stopImmediatePropagation();
    // The browser reports this error when a size changes while it is measured; it is harmless.
    if (!event.message.startsWith('ResizeObserver')) thrown.push(event.message);
    event.preventDefault();
  };
  const onRejection = (event: PromiseRejectionEvent) => {
    event.stopImmediatePropagation();
    thrown.push(String(event.reason));
    event.preventDefault();
  };
  window.addEventListener('error', onError, true);
  window.addEventListener('unhandledrejection', onRejection, true);
  return () => {
    window.removeEventListener('error', onError, true);
    window.removeEventListener('unhandledrejection', onRejection, true);
    return thrown;
  };
}
