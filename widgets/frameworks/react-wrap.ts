import type { ForwardRefExoticComponent } from 'react';
import { createElement, forwardRef, useImperativeHandle, useState } from 'react';
import type { Attributes, ElementOf, Properties, Tag } from './element-types.js';
import type { CreditsProps } from './react-types.js';

/** Properties whose attribute has another spelling, and flags. */
type MappedProperty = {
  [T in Tag]:
    | Exclude<keyof Properties<ElementOf<T>>, keyof Attributes<ElementOf<T>> | 'tokenProvider' | 'strings'>
    | Flags<ElementOf<T>>;
}[Tag];
type Flags<E> = keyof { [K in keyof Properties<E> as NonNullable<E[K & keyof E]> extends boolean ? K : never]: true };

/** The type makes this list exhaustive. */
const ATTRIBUTES: Readonly<Record<MappedProperty, string>> = {
  tokenUrl: 'token-url',
  creditType: 'credit-type',
  resourceId: 'resource-id',
  timeZone: 'time-zone',
  headingLevel: 'heading-level',
  canAdd: 'can-add',
  canSelect: 'can-select',
  groupBy: 'group-by',
  pageSize: 'page-size',
  quiet: 'quiet',
  past: 'past',
};

type Values = Readonly<Record<string, unknown>>;

/**
 * Sets properties and listeners on the element itself, because React sets neither on server-rendered elements. A single
 * permanent listener misses no event between two renders.
 */
class Link {
  element: HTMLElement | null = null;
  private listeners: Values = {};
  private properties: Values = {};

  handleEvent(event: Event): void {
    (this.listeners[event.type] as ((event: Event) => void) | undefined)?.(event);
  }

  set(element: HTMLElement | null, properties: Values, listeners: Values): void {
    if (!element) return;
    this.element = element;
    const target = element as unknown as Record<string, unknown>;
    this.listeners = listeners;
    // Adding the same listener again has no effect.
    for (const name in listeners) element.addEventListener(name, this);
    for (const name in { ...this.properties, ...properties }) {
      if (target[name] !== properties[name]) target[name] = properties[name];
    }
    this.properties = properties;
  }
}

/** The component renders attributes, so that a server renders them too, and sets everything else through a ref. */
export function wrap<T extends Tag>(tag: T): ForwardRefExoticComponent<CreditsProps<ElementOf<T>>> {
  return forwardRef<unknown, Values>((props, forwarded) => {
    const [link] = useState(() => new Link());
    const attributes: Record<string, unknown> = {};
    const properties: Record<string, unknown> = {};
    const listeners: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(props)) {
      if (name.startsWith('onCredits')) listeners[kebab(name).slice(3)] = value;
      // A token must not appear in the page's markup.
      else if (/^(token|tokenProvider|strings)$/.test(name)) properties[name] = value;
      else if (name === 'className') attributes['class'] = value;
      else if (name in ATTRIBUTES)
        attributes[ATTRIBUTES[name as MappedProperty]] = written(value, ATTRIBUTES[name as MappedProperty]);
      else attributes[name] = value;
    }
    useImperativeHandle(forwarded, () => link.element, [link]);
    return createElement(tag, {
      ...attributes,
      ref: (element: HTMLElement | null) => link.set(element, properties, listeners),
    });
  }) as never;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * React 19 sets a property of the same name, for which an empty string would be false. React 18 writes `false` as an
 * attribute, whose presence means true.
 */
const written = (value: unknown, attribute: string): unknown =>
  value === false ? undefined : value === true && attribute.includes('-') ? '' : value;
