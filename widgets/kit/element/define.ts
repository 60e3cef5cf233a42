import { VERSION } from '../version.js';

export type VersionedElement = CustomElementConstructor & { readonly version?: string };

let warned = false;

/**
 * Registers an element unless its tag is taken, and never throws. A page may load this package twice, perhaps in two
 * versions: the first one stays, and another version causes one console warning.
 */
export function define(tag: string, element: VersionedElement): void {
  const registry = globalThis.customElements as CustomElementRegistry | undefined;
  const present = registry?.get(tag) as VersionedElement | undefined;
  if (!present) {
    registry?.define(tag, element);
  } else if (present.version !== VERSION && !warned) {
    warned = true;
    // The host has no other way to see why its widgets look old.
    // eslint-disable-next-line no-console
    console.warn(`<${tag}>: version ${present.version ?? 'unknown'} is in use, ${VERSION} was loaded after it.`);
  }
}
