import '../entries/credits-balance.js';
import '../entries/credits-grants-table.js';
import '../entries/credits-usage-chart.js';
import '../entries/credits-utilization-portal.js';
// Fetched before, so that no test waits for the network when an element asks for them.
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

/** Every element of the kit. */
export const TAGS = [
  'credits-balance',
  'credits-usage-chart',
  'credits-grants-table',
  'credits-utilization-portal',
] as const;
export type Tag = (typeof TAGS)[number];
export type AnyElement = HTMLElementTagNameMap[Tag];

/** A server that has something to say whatever it is asked. */
export function fillWorld(world: World, balances: readonly Balance[] = [pool(), images]): void {
  const { server } = world;
  server.balances = [...balances];
  server.grants = grantsFor(ONE_OF_EACH);
  server.changes = [change()];
  server.ledger = () => ({ data: [eventGroup()], nextCursor: null });
}

/** An element when everything has come to rest: what stands inside of it begins when it has rendered. */
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

/** An element and all elements in it, out of sight or not, with those in shadow roots. */
export function* everythingIn(root: Element | ShadowRoot): Generator<Element> {
  if (root instanceof Element) yield root;
  const inside = root instanceof Element && root.shadowRoot ? [...root.shadowRoot.children] : [];
  for (const child of [...inside, ...root.children]) yield* everythingIn(child);
}

/** All that can be read or heard of an element: its text, its attributes, what stands in its fields. */
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

/** Collects what is thrown and caught by nobody, before the test runner hears of it, until it is called. */
export function listenForErrors(): () => readonly string[] {
  const thrown: string[] = [];
  const onError = (event: ErrorEvent) => {
    event.stopImmediatePropagation();
    // The browser says this where a size is measured while it changes; nothing is lost.
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
