/** Splits a sentence for markup values: "{amount} expires" → ["", amount, " expires"]. Missing values become "". */
export const fillParts = <T>(
  template: string,
  values: Readonly<Record<string, T>>,
  wrap: (value: T | string) => unknown = (value) => value,
): unknown[] => template.split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? wrap(values[piece] ?? '') : piece));

export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  fillParts(template, values).join('');
