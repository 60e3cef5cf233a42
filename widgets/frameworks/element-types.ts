import type { LitElement } from 'lit';
import type * as Widgets from '../entries/index.js';

export type Tag = Extract<keyof HTMLElementTagNameMap, `credits-${string}`>;

export type ElementOf<T extends Tag> = Extract<HTMLElementTagNameMap[T], InstanceType<ElementClass>>;
type ElementClass = {
  [K in keyof typeof Widgets]: (typeof Widgets)[K] extends abstract new () => LitElement ? (typeof Widgets)[K] : never;
}[keyof typeof Widgets];

type Method = (...parameters: never[]) => unknown;

export type Properties<E> = {
  [K in Exclude<keyof E, keyof LitElement> as E[K] extends Method ? never : K]?: E[K] | undefined;
};

/** Text, numbers and flags are also attributes. */
export type Attributes<E> = {
  [
    K in keyof Properties<E> as NonNullable<E[K & keyof E]> extends string | number | boolean
      ? Kebab<K & string>
      : never
  ]?: Properties<E>[K];
};

/** Events bubble, so an element also receives those of the elements inside it. */
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
