import { Timer } from '../client/timer.js';
import { environment } from '../client/environment.js';

/** Between two messages, so that a busy balance does not talk over its reader. */
const PAUSE_MS = 10_000;
/** Elements that tell the same thing do so within this time. */
const GATHER_MS = 100;

/**
 * The one polite live region of the page. It stands in the document itself, empty, from the first element on: screen
 * readers miss regions in shadow roots and those that arrive with their text.
 */
export class Announcer {
  private region: HTMLElement | null = null;
  private readonly waiting = new Map<string, string>();
  private readonly told = new Map<string, string>();
  private quietUntilMs = 0;
  private readonly timer = new Timer(() => this.speak());

  open(): void {
    const region = document.createElement('div');
    region.setAttribute('role', 'status');
    region.dataset['credits'] = 'announcer';
    // Written by script, property by property: a style attribute in markup would break a strict CSP.
    const hidden = { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', 'clip-path': 'inset(50%)' };
    for (const [name, value] of Object.entries(hidden)) region.style.setProperty(name, value);
    document.body.append(region);
    this.region = region;
  }

  close(): void {
    this.timer.stop();
    this.region?.remove();
    this.region = null;
    this.waiting.clear();
    this.told.clear();
  }

  /**
   * Says this when there is time. What waits under the same `topic` is replaced; the same `occasion` is told once,
   * however many elements report it.
   */
  say(topic: string, occasion: string, message: string): void {
    if (this.told.get(topic) === occasion) return;
    this.told.set(topic, occasion);
    this.waiting.set(topic, message);
    if (!this.timer.set) this.timer.in(Math.max(GATHER_MS, this.quietUntilMs - environment.now()));
  }

  private speak(): void {
    if (!this.region || this.waiting.size === 0) return;
    this.region.textContent = [...this.waiting.values()].join(' ');
    this.waiting.clear();
    this.quietUntilMs = environment.now() + PAUSE_MS;
  }
}
