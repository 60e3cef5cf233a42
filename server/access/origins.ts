const WEB = /^https?:$/;
/** Shells of apps and extensions have schemes of their own: `capacitor://localhost`. */
const OF_SHELL = /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9._-]+(:\d{1,5})?$/;

/**
 * Says why no `Origin` header can equal a text. Browsers send origins in one spelling, and the server compares them as
 * text.
 *
 * @returns `null` for an origin
 */
export function originProblem(text: string): string | null {
  const shown = JSON.stringify(text);
  if (text.includes('*')) return `${shown} has a wildcard, which matches nothing: list each origin`;
  if (!URL.canParse(text)) return `${shown} is not an origin such as https://app.example`;
  const { protocol, origin } = new URL(text);
  // Files have the origin "null", as has every other page without one.
  const isOrigin = WEB.test(protocol) ? origin === text : protocol !== 'file:' && OF_SHELL.test(text);
  return isOrigin ? null : `${shown} is not an origin such as https://app.example or capacitor://localhost`;
}
