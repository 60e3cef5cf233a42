import { environment } from './environment.js';

/** A page that nobody sees needs no live numbers; it keeps them for this long, for a quick look elsewhere. */
const HIDDEN_MS = 60_000;

export interface PageLifeListener {
  /** Nobody is looking, or the page is frozen: let go of the network. */
  onPause(): void;
  /** Somebody is looking again. */
  onResume(): void;
  onOffline(): void;
  onOnline(): void;
}

/** Tells when the page is put away and comes back: hidden for a minute, kept by the back button, offline. */
export function watchPage(listener: PageLifeListener): () => void {
  const stop = new AbortController();
  let timer: unknown;
  let paused = false;
  const pause = () => {
    if (!paused) listener.onPause();
    paused = true;
  };
  const resume = () => {
    if (paused) listener.onResume();
    paused = false;
  };
  const onVisibility = () => {
    environment.clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = environment.setTimeout(pause, HIDDEN_MS);
    else resume();
  };
  const listen = (target: EventTarget, type: string, run: () => void) =>
    target.addEventListener(type, run, { signal: stop.signal });
  listen(document, 'visibilitychange', onVisibility);
  // An open connection would keep the page out of the back/forward cache.
  listen(window, 'pagehide', pause);
  listen(window, 'pageshow', resume);
  listen(window, 'offline', () => listener.onOffline());
  listen(window, 'online', () => listener.onOnline());
  onVisibility();
  return () => {
    environment.clearTimeout(timer);
    stop.abort();
  };
}
