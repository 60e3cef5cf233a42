import { timer } from '../client/timer.js';
import { clearFormatters } from '../format/intl.js';
import { closeAnnouncer, openAnnouncer } from './announcer.js';

/** "in 5 minutes" is told anew this often. */
const TICK_MS = 30_000;

/**
 * What all elements of a page share beside their data: one timer for relative times, one watch on its languages, one
 * live region. There while at least one element is.
 */
const members = new Set<() => void>();
const tick = timer();
let languages: MutationObserver;

function tell(): void {
  tick.in(TICK_MS, tell);
  for (const onChange of [...members]) onChange();
}

function onLanguageChange(): void {
  clearFormatters();
  tell();
}

/** `onChange` is called when words or times may read differently. */
export function joinPage(onChange: () => void): void {
  const first = members.size === 0;
  members.add(onChange);
  if (!first) return;
  openAnnouncer();
  tick.in(TICK_MS, tell);
  languages = new MutationObserver(tell);
  languages.observe(document.documentElement, { attributeFilter: ['lang', 'dir'], subtree: true });
  window.addEventListener('languagechange', onLanguageChange);
}

export function leavePage(onChange: () => void): void {
  members.delete(onChange);
  if (members.size) return;
  closeAnnouncer();
  tick.stop();
  languages.disconnect();
  window.removeEventListener('languagechange', onLanguageChange);
}
