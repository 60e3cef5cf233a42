const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** Writes a text field (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe. */
export function csvText(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The fields are already escaped. Every row ends with CRLF. */
export const csvDocument = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => `${fields.join(',')}\r\n`).join('');
