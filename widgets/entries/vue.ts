/** Types of the elements in Vue's templates. Importing this module runs no code. */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { Attributes, ElementOf, Events, Properties, Tag } from '../frameworks/element-types.js';

type Own<E> = Attributes<E> & Properties<E>;
type Emits = { [Name in keyof Events]: (event: Events[Name]) => void };

type VueElement<E> = new () => E & {
  /** `$props` and `$emit` exist only for template checkers, not at run time. */
  $props: Own<E> & Omit<HTMLAttributes, keyof Own<E>> & PublicProps;
  $emit: EmitFn<Emits>;
};

type Tags = { [T in Tag]: VueElement<ElementOf<T>> };

declare module 'vue' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- It is merged into Vue's.
  interface GlobalComponents extends Tags {}
}
