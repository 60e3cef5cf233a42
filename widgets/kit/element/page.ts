import { timer } from '../client/timer.js';
import { closestAcross } from './closest.js';

const TICK_MS = 30_000;
/** Minimum time between two announcements, so that screen readers are not flooded. */
const PAUSE_MS = 10_000;
/** Announcements within this time are merged. */
const GATHER_MS = 100;

/** Matches dialogs that silence the rest of the page while they are open. */
const MODAL = ':modal, [aria-modal="true"]';

/** A region of a page that was copied has no script behind it. */
type Region = HTMLElement & { isOwn?: boolean };

/** The polite live region. Screen readers ignore a region that enters the document together with its text. */
let region: Region | null = null;
let languages: MutationObserver;
let quietUntilMs = 0;
const members = new Set<() => void>();
const waiting = new Map<string, string>();
const tick = timer();
const nextMessage = timer();

function tell(): void {
  tick.in(TICK_MS, tell);
  for (const onChange of members) onChange();
}

/** The place where a message of the element is heard: the modal around it, else one that is open, else the body. */
function placeOf(element: Element): Element {
  const open = [...document.querySelectorAll(MODAL)].filter((modal) => modal.checkVisibility());
  return closestAcross(element, MODAL) ?? open.pop() ?? document.body;
}

/** A page may replace its body, or put back a copy that has a copied region in it. */
function placeRegion(element: Element): void {
  const place = placeOf(element);
  if (region && region.parentNode !== place) {
    region.textContent = '';
    place.append(region);
  }
  for (const other of document.querySelectorAll<Region>('[data-credits=announcer]')) {
    if (!other.isOwn) other.remove();
  }
}

/**
 * Shares one live region, clock tick and language observer among all elements of the page. `onChange` is called when
 * words or relative times may have changed.
 */
export function joinPage(element: Element, onChange: () => void): void {
  members.add(onChange);
  if (region) return placeRegion(element);
  region = document.createElement('div');
  region.isOwn = true;
  region.role = 'status';
  region.dataset['credits'] = 'announcer';
  // A style attribute in markup would break a strict CSP; setting the style in script does not.
  region.style.cssText =
    'position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%)';
  placeRegion(element);
  languages = new MutationObserver(tell);
  languages.observe(document.documentElement, { attributeFilter: ['lang', 'dir'], subtree: true });
  window.addEventListener('languagechange', tell);
  tick.in(TICK_MS, tell);
}

export function leavePage(onChange: () => void): void {
  members.delete(onChange);
  if (members.size || !region) return;
  region.remove();
  languages.disconnect();
  window.removeEventListener('languagechange', tell);
  tick.stop();
  nextMessage.stop();
  waiting.clear();
  quietUntilMs = 0;
  region = null;
}

/** Announces a message of an element to screen readers. A pending message of the same `topic` is replaced. */
export function announce(element: Element, topic: string, message: string): void {
  waiting.set(topic, message);
  placeRegion(element);
  nextMessage.in(Math.max(GATHER_MS, quietUntilMs - Date.now()), () => {
    if (region) region.textContent = [...waiting.values()].join(' ');
    waiting.clear();
    quietUntilMs = Date.now() + PAUSE_MS;
  });
}
