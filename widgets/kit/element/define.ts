import { VERSION } from '../version.js';

/** An element class that says which version of this package it is of. */
export type VersionedElement = CustomElementConstructor & { readonly version?: string };

let warned = false;

/**
 * Registers an element, once. A page may load this package twice, from two of its parts: the first to come is kept,
 * another version is told in one warning, and nothing ever throws.
 */
export function define(tag: string, element: VersionedElement): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  const present = registry?.get(tag) as VersionedElement | undefined;
  if (!present) {
    registry?.define(tag, element);
  } else if (present.version !== VERSION && !warned) {
    warned = true;
    // The one thing that is told on the console: the host cannot see otherwise why its widgets look old.
    // eslint-disable-next-line no-console
    console.warn(`<${tag}>: version ${present.version ?? 'unknown'} is in use, ${VERSION} was loaded after it.`);
  }
}
