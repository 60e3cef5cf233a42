import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { type Language, LANGUAGES, languageOf } from '../words/languages.js';

const YEAR_S = 31_536_000;

export const THEMES = ['light', 'auto', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export type Preferences = { readonly theme: Theme; readonly language: Language };

export function preferencesOf(c: Context): Preferences {
  const theme = THEMES.find((name) => name === getCookie(c, 'theme')) ?? 'auto';
  return { theme, language: languageOf(getCookie(c, 'language'), c.req.header('Accept-Language')) };
}

/**
 * Saves the language of `?language=` in a cookie and returns the URL without the parameter; `null` if there is none. A link
 * sets the parameter, so that the choice works without a script.
 */
export function saveLanguage(c: Context): string | null {
  const url = new URL(c.req.url);
  const chosen = LANGUAGES.find(({ tag }) => tag === url.searchParams.get('language'));
  if (!chosen) return null;
  setCookie(c, 'language', chosen.tag, { path: '/', maxAge: YEAR_S, sameSite: 'Lax' });
  url.searchParams.delete('language');
  return `${url.pathname}${url.search}`;
}
