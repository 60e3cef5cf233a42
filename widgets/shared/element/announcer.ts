import { timer } from '../client/timer.js';

/** Between two messages, so that a busy balance does not talk over its reader. */
const PAUSE_MS = 10_000;
/** Elements that tell the same thing do so within this time. */
const GATHER_MS = 100;

let region: HTMLElement | null = null;
let quietUntilMs = 0;
const waiting = new Map<string, string>();
const next = timer();

/**
 * Puts the one polite live region of the page into the document itself, empty: screen readers miss regions in shadow
 * roots and those that arrive with their text.
 */
export function openAnnouncer(): void {
  region = document.createElement('div');
  region.setAttribute('role', 'status');
  region.dataset['credits'] = 'announcer';
  // Written by script: a style attribute in markup would break a strict CSP.
  region.style.cssText =
    'position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);';
  document.body.append(region);
}

export function closeAnnouncer(): void {
  next.stop();
  region?.remove();
  waiting.clear();
  quietUntilMs = 0;
}

/** Says this when there is time. What waits under the same `topic` is replaced. */
export function announce(topic: string, message: string): void {
  waiting.set(topic, message);
  next.in(Math.max(GATHER_MS, quietUntilMs - Date.now()), () => {
    if (region) region.textContent = [...waiting.values()].join(' ');
    waiting.clear();
    quietUntilMs = Date.now() + PAUSE_MS;
  });
}
