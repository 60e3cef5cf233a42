import type { HTMLAttributes, Ref } from 'react';
import type { Attributes, ElementOf, Events, Pascal, Properties, Tag } from './element-types.js';

/** React's HTML attributes, without the names that the element itself defines. */
type Native<E, Own> = Omit<HTMLAttributes<E>, keyof Own>;

/** Of a component of `drawdown/react`: properties by their names, and a listener for each event: `onCreditsLow`. */
export type CreditsProps<E extends HTMLElement> = Properties<E> &
  Listeners &
  Native<E, Properties<E>> & { readonly ref?: Ref<E> | undefined };

/** `onCreditsLow` for `credits-low`, and so on. */
export type Listeners = {
  readonly [Name in keyof Events as `on${Pascal<Name>}`]?: ((event: Events[Name]) => void) | undefined;
};

/** The props of a bare tag in JSX. React 19 attaches `oncredits-low`, but not to server-rendered elements. */
type TagProps<E extends HTMLElement> = Attributes<E> &
  Properties<E> & {
    readonly [Name in keyof Events as `on${Name}`]?: ((event: Events[Name]) => void) | undefined;
  } & Native<E, Attributes<E> & Properties<E>> & {
    readonly class?: string | undefined;
    readonly key?: string | number;
    readonly ref?: Ref<E> | undefined;
  };

type Tags = { [T in Tag]: TagProps<ElementOf<T>> };

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React's types are one.
  namespace JSX {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- It is merged into React's.
    interface IntrinsicElements extends Tags {}
  }
}
