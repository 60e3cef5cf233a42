/** The `lang` that holds for an element: the nearest around it, out of every shadow root it stands in. */
export function nearestLang(element: Element): string | null {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  return host ? nearestLang(host) : null;
}
