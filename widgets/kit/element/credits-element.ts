import type { PropertyDeclaration, PropertyDeclarations } from 'lit';
import { LitElement } from 'lit';
import { CreditsError } from '../client/credits-error.js';
import type { Balance } from '../../../server/contract/index.js';
import type { Membership } from '../client/registry.js';
import { joinClient } from '../client/registry.js';
import { usableApi } from '../client/request.js';
import type { ClientState } from '../client/state.js';
import { nothingYet } from '../client/state.js';
import type { TokenProvider } from '../client/token-source.js';
import { tokenSource } from '../client/token-source.js';
import type { TimeContext } from '../format/dates.js';
import { usableLocale, usableTimeZone } from '../format/intl.js';
import { ENGLISH } from '../strings/english.js';
import type { CreditsStrings, StringsOverride } from '../strings/strings.js';
import { isTranslating, resolveStrings } from '../strings/strings.js';
import { VERSION } from '../version.js';
import { closestAcross } from './closest.js';
import { isOn } from './flag.js';
import { announce, joinPage, leavePage } from './page.js';

export type Context = TimeContext & {
  readonly numberLocale: string;
  readonly strings: CreditsStrings;
};

export type ElementAccess = {
  readonly client: () => Membership | null;
  readonly data: () => ClientState;
  readonly pools: () => readonly Balance[];
  readonly level: () => number;
  readonly nowMs: () => number;
  readonly setStates: (names: readonly string[]) => void;
};

export abstract class CreditsElement extends LitElement {
  /** The version of the package. */
  static readonly version: string = VERSION;

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
    // A server template or a framework may write `live="false"`.
    live: { converter: (value) => (value === 'false' ? 'off' : value) },
    headingLevel: { attribute: 'heading-level' },
    quiet: { type: Boolean },
    strings: { attribute: false },
  };

  /** Frameworks write the word: an attribute that says "false" is off. */
  static override createProperty(name: PropertyKey, options?: PropertyDeclaration): void {
    const isFlag = options?.type === Boolean;
    super.createProperty(name, isFlag ? { ...options, converter: isOn } : options);
  }

  /** The address of the credits server. */
  api?: string | null;
  /** A short-lived customer token. Set it again to renew it; clear it to sign out. It is never reflected. */
  token?: string | null;
  /** The URL of your backend that answers a POST with `{ token, expiresAt }`. */
  tokenUrl?: string | null;
  /** A function that returns a token. It is called at start, before expiry, and once after a refusal. */
  tokenProvider?: TokenProvider | null;
  /** The credit type to show; all types if absent. */
  creditType?: string | null;
  /** Shows only the credits of this resource; if absent, only credits without a resource. */
  resourceId?: string | null;
  /** The locale of numbers and dates; by default the nearest `lang`, else the browser's locale. */
  locale?: string | null;
  /** The time zone of dates, such as "Europe/Berlin"; by default the browser's. */
  timeZone?: string | null;
  /** `light`, `dark`, or `auto` to follow the page. */
  theme: 'light' | 'dark' | 'auto' = 'auto';
  /** `off` reads the numbers once instead of staying connected. */
  live: 'on' | 'off' = 'on';
  /** The level of the heading, 1 to 6. */
  headingLevel: string | number = 3;
  /** Makes no announcements to screen readers when numbers change. */
  quiet = false;
  /** Replacement words. Words that are not given stay as they are. */
  strings?: StringsOverride | null;

  /** `null` while the element is disconnected or lacks `api` or a token. */
  protected client: Membership | null = null;
  /** The English fallback. Its groups also decide which words of a language are fetched. */
  protected words: object = ENGLISH;
  protected readonly access: ElementAccess = {
    client: () => this.client,
    data: () => this.data,
    pools: () => this.pools(),
    level: () => this.level,
    nowMs: () => this.client?.nowMs() ?? Date.now(),
    setStates: (names) => {
      const states = this.internals?.states as Set<string> | undefined;
      try {
        states?.clear();
        names.forEach((name) => states?.add(name));
      } catch {
        // Chromium before 125 accepts only names that begin with two dashes. Its users go without styling by state.
      }
    },
  };
  private joined: readonly unknown[] = [];
  /** The client that a removed element had, and that is kept for a while. */
  private left: Membership | null = null;
  private served = !!this.shadowRoot;
  private idle = nothingYet('loading');
  private readonly internals = this.attachInternals?.();
  private readonly onChange = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    joinPage(this, this.onChange);
    this.onChange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved is connected again by then, and keeps its stream.
    queueMicrotask(() => {
      if (this.isConnected) return;
      leavePage(this.onChange);
      this.client?.leave(true);
      this.left = this.client ?? this.left;
      this.client = null;
      this.joined = [];
    });
  }

  /** Reads the newest numbers from the server. Resolves after the answer or the failure. */
  async refresh(): Promise<void> {
    await this.client?.refresh();
  }

  /**
   * Signs the customer out: closes the stream, and drops the token and the numbers of all elements that share them. Also
   * for an element that was removed, whose token would be kept for the next element of the page.
   */
  logout(): void {
    (this.client ?? this.left)?.logout();
  }

  /** Keeps server-rendered markup until there is data to replace it. */
  protected override shouldUpdate(): boolean {
    if (this.served) {
      this.willUpdate();
      if (isTranslating(this.numberLocale, this.onChange, this.words) || this.data.phase === 'loading') return false;
      this.served = false;
      this.renderRoot.replaceChildren();
      this.renderOptions.renderBefore = null;
    }
    return true;
  }

  protected override willUpdate(): void {
    const inputs = [this.api, this.token, this.tokenUrl, this.tokenProvider, this.live];
    if (!this.isConnected || inputs.every((input, index) => input === this.joined[index])) return;
    this.joined = inputs;
    const previous = this.client;
    const api = usableApi(this.api);
    const source = tokenSource(this.token, this.tokenUrl, this.tokenProvider);
    const { live, onChange } = this;
    this.client = api && source ? joinClient(api, source, { live: live !== 'off', onChange }) : null;
    this.idle = api ? nothingYet('signed-out') : nothingYet('error', new CreditsError('configuration', 'api_missing'));
    // The element leaves only after joining. Otherwise a client that stays the same would be closed in between.
    previous?.leave();
  }

  protected get data(): ClientState {
    return this.client?.state() ?? this.idle;
  }

  protected pools(): readonly Balance[] {
    const { creditType, resourceId } = this;
    return this.data.balances.filter(
      (pool) => (pool.resourceId ?? '') === (resourceId ?? '') && (!creditType || pool.creditTypeId === creditType),
    );
  }

  protected get level(): number {
    const level = Math.floor(Number(this.headingLevel));
    return level >= 1 && level <= 6 ? level : 3;
  }

  private get numberLocale(): string {
    const lang = closestAcross(this, '[lang]')?.getAttribute('lang');
    return usableLocale(this.locale, lang, globalThis.navigator?.language);
  }

  protected context(): Context {
    const { numberLocale } = this;
    const strings = resolveStrings(numberLocale, this.strings, this.onChange, this.words);
    const { language } = strings;
    // Dates are words: "in 3 Tagen" must not stand in an English sentence.
    const sameLanguage = numberLocale.split('-')[0] === language.split('-')[0];
    return {
      strings,
      numberLocale,
      locale: sameLanguage ? numberLocale : usableLocale(language),
      timeZone: usableTimeZone(this.timeZone),
      nowMs: this.access.nowMs(),
    };
  }

  protected announce(topic: string, message: string): void {
    if (!this.quiet) announce(this, topic, message);
  }
}
