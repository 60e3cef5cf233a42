import { CreditsBalanceElement } from '../balance/credits-balance-element.js';
import type { Wording } from './served-context.js';

/** The properties of the element, and the rendering options. A token is never rendered. */
export type BalanceOptions = Wording & {
  /** The address of the credits server. */
  readonly api: string;
  /** An address of your backend that answers a POST with a customer token. */
  readonly tokenUrl?: string | null | undefined;
  /** The credit type to show; all of them when absent. */
  readonly creditType?: string | null | undefined;
  /** Show the credits of this resource only. */
  readonly resourceId?: string | null | undefined;
  readonly canAdd?: boolean | undefined;
  /** Holds the place of the last changes, which come with the script. */
  readonly history?: string | number | null | undefined;
  readonly theme?: 'light' | 'dark' | 'auto' | undefined;
  readonly live?: 'on' | 'off' | undefined;
  readonly headingLevel?: string | number | undefined;
  readonly quiet?: boolean | undefined;
  /** Further attributes of the tag, such as `id` and `class`. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** Text for browsers that know no declarative shadow DOM, until their script is there. */
  readonly fallback?: string | undefined;
  /** Where the stylesheet is, when not on the credits server. */
  readonly stylesheet?: string | undefined;
  /** Puts the styles into the page instead, for a policy that allows them by this nonce; "" for no policy. */
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

/** A valid attribute name that cannot run a script or carry a secret. */
const SAFE_NAME = /^(?!on|token$|style$)[a-z][a-z0-9-]*$/i;

const propertyOf = (attribute: string): string =>
  attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** The attributes of the tag, each with a leading space. */
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
