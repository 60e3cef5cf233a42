import type { PropertyDeclaration } from 'lit';
import type { Tag } from './elements.js';

type ElementClass = CustomElementConstructor & {
  readonly elementProperties: ReadonlyMap<string, PropertyDeclaration>;
};

/** A public property and its attribute; `null` if the property has none. */
export type Option = { readonly property: string; readonly attribute: string | null; readonly isFlag: boolean };

export const optionsOf = (tag: Tag): readonly Option[] =>
  [...(customElements.get(tag) as ElementClass).elementProperties]
    .filter(([, { state }]) => !state)
    .map(([property, { attribute, type }]) => ({
      property,
      attribute: attribute === false ? null : typeof attribute === 'string' ? attribute : property.toLowerCase(),
      isFlag: type === Boolean,
    }));
