/** The `lang` that holds for an element: the nearest around it, out of every shadow root it stands in. */
export function nearestLang(element: Element): string | null {
  let from: Element | null = element;
  while (from) {
    const lang = from.closest('[lang]')?.getAttribute('lang');
    if (lang) return lang;
    const root = from.getRootNode();
    from = root instanceof ShadowRoot ? root.host : null;
  }
  return null;
}
