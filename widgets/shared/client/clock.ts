import { environment } from './environment.js';

/** The server's clock as the page can know it: the page's own may be hours off. */
export class Clock {
  private offsetMs = 0;

  /** Call with an instant that the server has just stamped. */
  set(asOf: string): void {
    const serverMs = Date.parse(asOf);
    if (!Number.isNaN(serverMs)) this.offsetMs = serverMs - environment.now();
  }

  now(): number {
    return environment.now() + this.offsetMs;
  }
}
