import type { CSSResultOrNative, LitElement } from 'lit';
import { adoptStyles } from 'lit';

/** Code that is fetched when it is first wanted. */
export type Lazy<T> = {
  /** It, or null while it is on its way and where it cannot be had. */
  get(): T | null;
  failed(): boolean;
  /** Lets it be tried again after a failure. */
  retry(): void;
};

/** `onSettled` is told when there is news: it has come, or will not. */
export function lazy<T>(fetchIt: () => Promise<T>, onSettled: () => void): Lazy<T> {
  let value: T | null = null;
  let state: 'unasked' | 'pending' | 'failed' | 'here' = 'unasked';
  const settle = (next: typeof state, arrived: T | null = null) => {
    value = arrived;
    state = next;
    onSettled();
  };
  return {
    get() {
      if (state === 'unasked') {
        state = 'pending';
        fetchIt().then(
          (arrived) => settle('here', arrived),
          () => settle('failed'),
        );
      }
      return value;
    },
    failed: () => state === 'failed',
    retry() {
      if (state === 'failed') state = 'unasked';
    },
  };
}

/** Dresses an element in styles that have come later than itself. */
export function wear(element: LitElement, styles: CSSResultOrNative): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, styles]);
}
