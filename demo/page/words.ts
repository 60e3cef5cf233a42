import type { Words } from '../words/en.js';

/** The language of the page, as the server sent it. */
export const language = document.documentElement.lang;

const file = (await import(`../words/${language}.js`)) as { readonly words: Words };

/** What the page says. */
export const { words } = file;
