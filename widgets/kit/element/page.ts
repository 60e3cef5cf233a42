import { timer } from '../client/timer.js';

/** "in 5 minutes" is told anew this often. */
const TICK_MS = 30_000;
/** Between two messages, so that a busy balance does not talk over its reader. */
const PAUSE_MS = 10_000;
/** Elements that tell the same thing do so within this time. */
const GATHER_MS = 100;

/** The polite live region. It stands in the document, empty, before it says anything: screen readers miss others. */
let region: HTMLElement | null = null;
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

/**
 * Joins what all elements of a page share beside their data; it is there while at least one of them is. `onChange` is
 * called when words or times may read differently.
 */
export function joinPage(onChange: () => void): void {
  members.add(onChange);
  if (region) return;
  region = document.createElement('div');
  region.role = 'status';
  region.dataset['credits'] = 'announcer';
  // Written by script: a style attribute in markup would break a strict CSP.
  region.style.cssText =
    'position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%)';
  document.body.append(region);
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

/** Says this to screen readers when there is time. What waits under the same `topic` is replaced. */
export function announce(topic: string, message: string): void {
  waiting.set(topic, message);
  nextMessage.in(Math.max(GATHER_MS, quietUntilMs - Date.now()), () => {
    if (region) region.textContent = [...waiting.values()].join(' ');
    waiting.clear();
    quietUntilMs = Date.now() + PAUSE_MS;
  });
}
