/**
 * A sentence in pieces, for values that are markup: "{amount} expires" → ["", amount, " expires"]. What is not given
 * stays out; `wrap` is for every value.
 */
export const fillParts = <T>(
  template: string,
  values: Readonly<Record<string, T>>,
  wrap: (value: T | string) => unknown = (value) => value,
): unknown[] => template.split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? wrap(values[piece] ?? '') : piece));

/** A sentence with its `{names}` filled in. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  fillParts(template, values).join('');
