import { timer } from '../client/timer.js';
import { clearFormatters } from '../format/intl.js';

/** "in 5 minutes" is told anew this often. */
const TICK_MS = 30_000;
/** Between two messages, so that a busy balance does not talk over its reader. */
const PAUSE_MS = 10_000;
/** Elements that tell the same thing do so within this time. */
const GATHER_MS = 100;

/** What all elements of a page share beside their data. It is there while at least one element is. */
type Page = {
  /** The polite live region. It stands in the document, empty, before it says anything: readers miss others. */
  readonly region: HTMLElement;
  readonly languages: MutationObserver;
};

let page: Page | null = null;
let quietUntilMs = 0;
const members = new Set<() => void>();
const waiting = new Map<string, string>();
const tick = timer();
const nextMessage = timer();

function tell(): void {
  tick.in(TICK_MS, tell);
  for (const onChange of members) onChange();
}

function onLanguageChange(): void {
  clearFormatters();
  tell();
}

/** `onChange` is called when words or times may read differently. */
export function joinPage(onChange: () => void): void {
  members.add(onChange);
  if (page) return;
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  region.dataset['credits'] = 'announcer';
  // Written by script: a style attribute in markup would break a strict CSP.
  region.style.cssText =
    'position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%)';
  document.body.append(region);
  const languages = new MutationObserver(tell);
  languages.observe(document.documentElement, { attributeFilter: ['lang', 'dir'], subtree: true });
  window.addEventListener('languagechange', onLanguageChange);
  tick.in(TICK_MS, tell);
  page = { region, languages };
}

export function leavePage(onChange: () => void): void {
  members.delete(onChange);
  if (members.size || !page) return;
  page.region.remove();
  page.languages.disconnect();
  window.removeEventListener('languagechange', onLanguageChange);
  tick.stop();
  nextMessage.stop();
  waiting.clear();
  quietUntilMs = 0;
  page = null;
}

/** Says this to screen readers when there is time. What waits under the same `topic` is replaced. */
export function announce(topic: string, message: string): void {
  waiting.set(topic, message);
  nextMessage.in(Math.max(GATHER_MS, quietUntilMs - Date.now()), () => {
    if (page) page.region.textContent = [...waiting.values()].join(' ');
    waiting.clear();
    quietUntilMs = Date.now() + PAUSE_MS;
  });
}
