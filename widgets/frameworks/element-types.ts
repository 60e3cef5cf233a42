import type { LitElement } from 'lit';
import type * as Widgets from '../entries/index.js';

/** The tags of this package; every element class of `index.ts` is one of them. */
export type Tag = Extract<keyof HTMLElementTagNameMap, `credits-${string}`>;

/** The class behind a tag. */
export type ElementOf<T extends Tag> = Extract<HTMLElementTagNameMap[T], InstanceType<ElementClass>>;
type ElementClass = {
  [K in keyof typeof Widgets]: (typeof Widgets)[K] extends abstract new () => LitElement ? (typeof Widgets)[K] : never;
}[keyof typeof Widgets];

type Method = (...parameters: never[]) => unknown;

/** What a host may set on an element, by property. */
export type Properties<E> = {
  [K in Exclude<keyof E, keyof LitElement> as E[K] extends Method ? never : K]?: E[K] | undefined;
};

/** What of it is an attribute too: text, numbers and flags. */
export type Attributes<E> = {
  [
    K in keyof Properties<E> as NonNullable<E[K & keyof E]> extends string | number | boolean
      ? Kebab<K & string>
      : never
  ]?: Properties<E>[K];
};

/** Every event of the widgets. They bubble, so that an element also hears those of the ones inside it. */
export type Events = Pick<GlobalEventHandlersEventMap, Extract<keyof GlobalEventHandlersEventMap, `credits-${string}`>>;

/** `tokenUrl` as `token-url`. */
export type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Kebab<Rest>}`
    : `-${Lowercase<First>}${Kebab<Rest>}`
  : Name;

/** `credits-low` as `CreditsLow`. */
export type Pascal<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Pascal<Rest>}`
  : Capitalize<Name>;
