import type { HTMLAttributes, Ref } from 'react';
import type { Attributes, ElementOf, Events, Pascal, Properties, Tag } from './element-types.js';

/** The element's own property names replace React's. */
type Native<E, Own> = Omit<HTMLAttributes<E>, keyof Own>;

/**
 * Props of a component of `drawdown/react`: the element's properties, and a listener such as `onCreditsLow` for each
 * event.
 */
export type CreditsProps<E extends HTMLElement> = Properties<E> &
  Listeners &
  Native<E, Properties<E>> & { readonly ref?: Ref<E> | undefined };

export type Listeners = {
  readonly [Name in keyof Events as `on${Pascal<Name>}`]?: ((event: Events[Name]) => void) | undefined;
};

/** Props of a bare tag in JSX. React 19 attaches `oncredits-low`, but not to server-rendered elements. */
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
