import type { PropertyDeclarations } from 'lit';
import { LitElement } from 'lit';
import type { TokenProvider } from '../client/token-source.js';
import type { TimeContext } from '../format/dates.js';
import { usableLocale, usableTimeZone } from '../format/intl.js';
import type { CreditsStrings } from '../strings/english.js';
import { languageFor } from '../strings/languages.js';
import type { StringsOverride } from '../strings/strings.js';
import { resolveStrings } from '../strings/strings.js';
import { VERSION } from '../version.js';
import { ClientController } from './client-controller.js';
import { CustomStates } from './custom-states.js';
import { nearestLang } from './locale.js';
import { page } from './page.js';

/** Words, numbers and times as one render needs them. */
export type Context = TimeContext & {
  /** The locale of numbers. `locale` is that of the words around dates. */
  readonly numberLocale: string;
  readonly strings: CreditsStrings;
};

/** What all elements of this kit have in common: where data and words come from, and how they look. */
export abstract class CreditsElement extends LitElement {
  static readonly version = VERSION;

  static override properties: PropertyDeclarations = {
    api: {},
    token: {},
    tokenUrl: { attribute: 'token-url' },
    tokenProvider: { attribute: false },
    creditType: { attribute: 'credit-type' },
    resourceId: { attribute: 'resource-id' },
    locale: {},
    timeZone: { attribute: 'time-zone' },
    theme: { reflect: true, useDefault: true },
    live: {},
    headingLevel: { attribute: 'heading-level' },
    quiet: { type: Boolean },
    strings: { attribute: false },
  };

  /** The address of the credits server. */
  api: string | null = null;
  /** A short-lived customer token. Set it again to renew it; clear it to sign out. Never reflected. */
  token: string | null = null;
  /** An address of your backend that answers a POST with `{ token, expiresAt }`. */
  tokenUrl: string | null = null;
  /** A function that gives a token; called at start, before expiry, and once when one is refused. */
  tokenProvider: TokenProvider | null = null;
  /** The credit type to show; all of them when absent. */
  creditType: string | null = null;
  /** Show the credits of this resource only; without it, those that belong to no resource. */
  resourceId: string | null = null;
  /** The locale of numbers and dates; else the nearest `lang`, else the browser's. */
  locale: string | null = null;
  /** The time zone of dates, as "Europe/Berlin"; else the browser's. */
  timeZone: string | null = null;
  /** `light`, `dark`, or `auto`: as the page is. */
  theme: 'light' | 'dark' | 'auto' = 'auto';
  /** `off`: asks once instead of staying connected. */
  live: 'on' | 'off' = 'on';
  /** The level of the heading, 1 to 6. */
  headingLevel: string | number = 3;
  /** Says nothing to screen readers when numbers change. */
  quiet = false;
  /** Words to replace; what is missing stays as it is. */
  strings: StringsOverride | null = null;

  protected readonly data = new ClientController(this, () => ({
    api: this.api,
    token: this.token,
    tokenUrl: this.tokenUrl,
    tokenProvider: this.tokenProvider,
    live: this.live !== 'off',
  }));
  protected readonly states = new CustomStates(this);
  private readonly onPageChange = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    page.join(this.onPageChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    page.leave(this.onPageChange);
  }

  /** Asks the server for the newest numbers. */
  async refresh(): Promise<void> {
    await this.data.client?.refresh();
  }

  /** Forgets the customer: closes the stream, drops the token and the numbers of all elements that share them. */
  logout(): void {
    this.data.client?.logout();
  }

  protected get level(): number {
    const level = Number(this.headingLevel);
    return Number.isInteger(level) && level >= 1 && level <= 6 ? level : 3;
  }

  /** How to word things now. */
  protected context(): Context {
    const numberLocale = usableLocale(this.locale, nearestLang(this), globalThis.navigator?.language);
    const strings = resolveStrings(
      languageFor(numberLocale, () => this.requestUpdate()),
      this.strings,
    );
    // Dates are words: "in 3 Tagen" must not stand in an English sentence.
    const sameLanguage = numberLocale.split('-')[0] === strings.language.split('-')[0];
    return {
      strings,
      numberLocale,
      locale: sameLanguage ? numberLocale : usableLocale(strings.language),
      timeZone: usableTimeZone(this.timeZone),
      nowMs: this.data.nowMs,
    };
  }

  /** Tells screen readers, unless they are not to be told. */
  protected announce(topic: string, occasion: string, message: string): void {
    if (!this.quiet) page.announcer.say(topic, occasion, message);
  }
}
