import type { Words } from '../../words/en.js';

export const customerId = document.body.dataset['customer'] ?? '';

export const language = document.documentElement.lang;

const module = (await import(`../../words/${language}.js`)) as { readonly words: Words };

export const { words } = module;

export function find<E extends HTMLElement = HTMLElement>(selector: string): E {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}
