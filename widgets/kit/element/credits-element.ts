import type { PropertyDeclarations } from 'lit';
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
import { nearestLang, usableLocale, usableTimeZone } from '../format/intl.js';
import { ENGLISH } from '../strings/english.js';
import type { CreditsStrings, StringsOverride } from '../strings/strings.js';
import { isTranslating, resolveStrings } from '../strings/strings.js';
import { VERSION } from '../version.js';
import { announce, joinPage, leavePage } from './page.js';

/** Words, numbers and times as one render needs them. */
export type Context = TimeContext & {
  /** The locale of numbers. `locale` is that of the words around dates. */
  readonly numberLocale: string;
  readonly strings: CreditsStrings;
};

/** The protected members of an element, for its own controllers. */
export type ElementAccess = {
  readonly client: () => Membership | null;
  readonly data: () => ClientState;
  /** The balances that the element's attributes select. */
  readonly pools: () => readonly Balance[];
  /** The heading level. */
  readonly level: () => number;
  /** The time of the server's clock. */
  readonly nowMs: () => number;
  /** Replaces the states that `:state(…)` matches, in browsers that have it. */
  readonly setStates: (names: readonly string[]) => void;
};

/** The base of all elements: their common properties, the client that they share, and the words they use. */
export abstract class CreditsElement extends LitElement {
  /** Of the package that the class is from. */
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
    live: {},
    headingLevel: { attribute: 'heading-level' },
    quiet: { type: Boolean },
    strings: { attribute: false },
  };

  /** The address of the credits server. */
  api?: string | null;
  /** A short-lived customer token. Set it again to renew it; clear it to sign out. Never reflected. */
  token?: string | null;
  /** An address of your backend that answers a POST with `{ token, expiresAt }`. */
  tokenUrl?: string | null;
  /** A function that gives a token; called at start, before expiry, and once when one is refused. */
  tokenProvider?: TokenProvider | null;
  /** The credit type to show; all of them when absent. */
  creditType?: string | null;
  /** Show the credits of this resource only; without it, those that belong to no resource. */
  resourceId?: string | null;
  /** The locale of numbers and dates; else the nearest `lang`, else the browser's. */
  locale?: string | null;
  /** The time zone of dates, as "Europe/Berlin"; else the browser's. */
  timeZone?: string | null;
  /** `light`, `dark`, or `auto`: as the page is. */
  theme: 'light' | 'dark' | 'auto' = 'auto';
  /** `off`: asks once instead of staying connected. */
  live: 'on' | 'off' = 'on';
  /** The level of the heading, 1 to 6. */
  headingLevel: string | number = 3;
  /** Says nothing to screen readers when numbers change. */
  quiet = false;
  /** Words to replace; what is missing stays as it is. */
  strings?: StringsOverride | null;

  /** What the element shares with the others of its server and customer, while it is in the page. */
  protected client: Membership | null = null;
  /** The English that stands behind every translation: those words that the element may need. */
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
        // Chromium before 125 takes only names that begin with two dashes, and cannot be styled by state.
      }
    },
  };
  private joined: readonly unknown[] = [];
  /** What stands in the shadow tree has been rendered by a server. */
  private served = !!this.shadowRoot;
  private idle = nothingYet('loading');
  private readonly internals = this.attachInternals?.();
  private readonly onChange = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    joinPage(this.onChange);
    this.onChange();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is only moved is back by then, and keeps its stream.
    queueMicrotask(() => {
      if (this.isConnected) return;
      leavePage(this.onChange);
      this.client?.leave();
      this.client = null;
      this.joined = [];
    });
  }

  /** Asks the server for the newest numbers. */
  async refresh(): Promise<void> {
    await this.client?.refresh();
  }

  /** Forgets the customer: closes the stream, drops the token and the numbers of all elements that share them. */
  logout(): void {
    this.client?.logout();
  }

  /** Leaves what a server has rendered until there is something to show in its place. */
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

  /** Keeps the element at the client that its attributes name, while it is connected. */
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
    // After joining, so that a client that stays the same is not closed in between.
    previous?.leave();
  }

  /** What is known. */
  protected get data(): ClientState {
    return this.client?.state() ?? this.idle;
  }

  /** The balances of `creditType`, or of every type if it is unset. */
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
    return usableLocale(this.locale, nearestLang(this), globalThis.navigator?.language);
  }

  /** How to word things now. */
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

  /** Tells screen readers, unless they are not to be told. */
  protected announce(topic: string, message: string): void {
    if (!this.quiet) announce(topic, message);
  }
}
