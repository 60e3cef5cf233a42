import { CreditsBalanceElement } from '../balance/credits-balance-element.js';
import type { Wording } from './served-context.js';

/** Options of the element and of its rendering. A token is never rendered. */
export type BalanceOptions = Wording & {
  /** The address of the credits server. */
  readonly api: string;
  /** The URL of your backend that answers a POST with a customer token. */
  readonly tokenUrl?: string | null | undefined;
  /** The credit type to show; all types if absent. */
  readonly creditType?: string | null | undefined;
  /** Shows only the credits of this resource; if absent, only credits without a resource. */
  readonly resourceId?: string | null | undefined;
  readonly canAdd?: boolean | undefined;
  /** Reserves space for this number of last changes, which the script loads. */
  readonly history?: string | number | null | undefined;
  readonly theme?: 'light' | 'dark' | 'auto' | undefined;
  readonly live?: 'on' | 'off' | undefined;
  readonly headingLevel?: string | number | undefined;
  readonly quiet?: boolean | undefined;
  /** Further attributes of the tag, such as `id` and `class`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Text for browsers without declarative shadow DOM, shown until the script runs. */
  readonly fallback?: string | undefined;
  /** The URL of the stylesheet; by default on the credits server. */
  readonly stylesheet?: string | undefined;
  /** Inlines the styles with this nonce instead of linking them. "" is for a page without a Content-Security-Policy. */
  readonly nonce?: string | undefined;
};

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for content and attribute values. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? '');

/** Valid names, without those that could run a script or carry a secret. */
const SAFE_NAME = /^(?!on|token$|style$)[a-z][a-z0-9-]*$/i;

const propertyOf = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** Each attribute begins with a space. */
export function attributesOf(options: BalanceOptions): string {
  const given = options as unknown as Readonly<Record<string, string | number | boolean | null | undefined>>;
  const own = CreditsBalanceElement.observedAttributes.flatMap((name) => {
    const value = given[propertyOf(name)];
    if (value === undefined || value === null || value === false) return [];
    return [[name, value === true ? '' : String(value)] as const];
  });
  return [...own, ...Object.entries(options.attributes ?? {})]
    .filter(([name]) => SAFE_NAME.test(name))
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
}
