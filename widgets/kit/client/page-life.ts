import { timer } from './timer.js';

/** A quick switch of tabs should cost no reconnect. */
const HIDDEN_MS = 60_000;

/**
 * Calls `onSleep` when the page should release the network: hidden for a minute, in the back/forward cache, or offline.
 * `onWake` may also be called for a page that never slept. The result stops watching.
 */
export function watchPage(onSleep: (offline: boolean) => void, onWake: () => void): () => void {
  const aborter = new AbortController();
  const unseen = timer();
  const look = () => {
    unseen.stop();
    if (document.visibilityState === 'hidden') unseen.in(HIDDEN_MS, () => onSleep(false));
    else onWake();
  };
  const listen = (target: EventTarget, type: string, run: () => void) =>
    target.addEventListener(type, run, { signal: aborter.signal });
  listen(document, 'visibilitychange', look);
  listen(window, 'pageshow', look);
  listen(window, 'online', look);
  listen(window, 'offline', () => onSleep(true));
  // An open connection would keep the page out of the back/forward cache.
  listen(window, 'pagehide', () => onSleep(false));
  look();
  return () => {
    unseen.stop();
    aborter.abort();
  };
}
