/**
 * Spreadsheets run a text as a formula that begins with one of these signs, also in their wide forms, and also after
 * spaces, control characters and separators.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf};,|]*[=+\-@＝＋－＠−﹢﹣﹦﹫]|^[\t\r\n]/u;

/**
 * Writes a text field (RFC 4180), always in quotes, because some spreadsheets separate fields by `;`. Text that a
 * spreadsheet would run as a formula gets a leading apostrophe.
 */
export function csvText(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The fields are already escaped. Every row ends with CRLF. */
export const csvDocument = (rows: readonly (readonly string[])[]): string =>
  rows.map((fields) => `${fields.join(',')}\r\n`).join('');
