import { Timer } from '../client/timer.js';
import { clearFormatters } from '../format/intl.js';
import { Announcer } from './announcer.js';

/** "in 5 minutes" is told anew this often. */
const TICK_MS = 30_000;

/**
 * What all elements of a page share beside their data: one timer for relative times, one watch on its languages, one
 * live region. There while at least one element is.
 */
class Page {
  readonly announcer = new Announcer();
  private readonly members = new Set<() => void>();
  private readonly tick = new Timer(() => {
    this.tick.in(TICK_MS);
    this.tell();
  });
  private languages: MutationObserver | null = null;
  private readonly onLanguageChange = () => {
    clearFormatters();
    this.tell();
  };

  /** `onChange` is called when words or times may read differently. */
  join(onChange: () => void): void {
    if (this.members.size === 0) this.open();
    this.members.add(onChange);
  }

  leave(onChange: () => void): void {
    if (this.members.delete(onChange) && this.members.size === 0) this.close();
  }

  private tell(): void {
    for (const onChange of [...this.members]) onChange();
  }

  private open(): void {
    this.announcer.open();
    this.tick.in(TICK_MS);
    this.languages = new MutationObserver(() => this.tell());
    this.languages.observe(document.documentElement, { attributeFilter: ['lang', 'dir'], subtree: true });
    window.addEventListener('languagechange', this.onLanguageChange);
  }

  private close(): void {
    this.announcer.close();
    this.tick.stop();
    this.languages?.disconnect();
    window.removeEventListener('languagechange', this.onLanguageChange);
  }
}

export const page = new Page();
