/** A sentence in pieces, for values that are markup: "{amount} expires" → ["", amount, " expires"]. */
export const fillParts = <T>(template: string, values: Readonly<Record<string, T>>): (string | T)[] =>
  template.split(/\{(\w+)\}/).map((piece, index) => (index % 2 ? (values[piece] ?? '') : piece));

/** A sentence with its `{names}` filled in. What is not given stays out. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  fillParts(template, values).join('');
