import type { CSSResultOrNative, LitElement } from 'lit';
import { adoptStyles } from 'lit';

export type Lazy<T> = {
  /** Fetches the module on the first call. `null` while it loads and after a failure. */
  get(): T | null;
  failed(): boolean;
  retry(): void;
};

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

export function wear(element: LitElement, styles: CSSResultOrNative): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, styles]);
}
