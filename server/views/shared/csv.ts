/** Matches values that a spreadsheet would run as formulas. */
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A text field (RFC 4180). What a spreadsheet would calculate gets an apostrophe in front, so that it stays text. */
export function csvText(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A document of rows whose fields are written already; names and rows end with CRLF. */
export const csvDocument = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => `${fields.join(',')}\r\n`).join('');
