import { timer } from './timer.js';

/** A page that nobody sees needs no live numbers; it keeps them for this long, for a quick look elsewhere. */
const HIDDEN_MS = 60_000;

/**
 * Tells when the page should let go of the network (unseen for a minute, put away for the back button, offline) and
 * when it may use it again, which may be told to one that never let go. Call the result to stop.
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
