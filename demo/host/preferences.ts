import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Language, LANGUAGES, languageOf } from '../words/languages.js';

const YEAR_S = 31_536_000;

export const THEMES = ['light', 'auto', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** How the reader wants the pages. */
export type Preferences = { readonly theme: Theme; readonly language: Language };

/** What the reader chose, as the cookies say; else as the browser asks for, and as the system is. */
export function preferencesOf(c: Context): Preferences {
  const theme = THEMES.find((name) => name === getCookie(c, 'theme')) ?? 'auto';
  return { theme, language: languageOf(getCookie(c, 'language'), c.req.header('Accept-Language')) };
}

/**
 * Keeps the language that `?language=` asks for, and gives the address without it; nothing where it asks for none. A
 * choice of a language is a link, so that it needs no script.
 */
export function chosenLanguage(c: Context): string | undefined {
  const url = new URL(c.req.url);
  const chosen = LANGUAGES.find(({ tag }) => tag === url.searchParams.get('language'));
  if (!chosen) return undefined;
  setCookie(c, 'language', chosen.tag, { path: '/', maxAge: YEAR_S, sameSite: 'Lax' });
  url.searchParams.delete('language');
  return `${url.pathname}${url.search}`;
}
