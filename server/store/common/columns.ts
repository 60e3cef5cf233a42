/**
 * How a value is stored. `whole` is an instant or a count, a `number`; `micro` is an amount, a `bigint`. Both are
 * 64-bit integers in the database. `json` is text.
 */
export type Kind = 'text' | 'whole' | 'micro' | 'bytes' | 'json';

export type Field<T = unknown, Required extends boolean = boolean> = {
  readonly kind: Kind;
  readonly isRequired: Required;
  /** The column's name; `null` if it is the field's name in snake case. */
  readonly name: string | null;
  /** Never set. Carries the type of the values. */
  readonly value?: T;
};
export type Fields = Readonly<Record<string, Field>>;

const fieldsOf = <const Required extends boolean>(isRequired: Required) => {
  const field =
    <Default>(kind: Kind) =>
    <T extends Default = Default>(name: string | null = null): Field<T, Required> => ({ kind, isRequired, name });
  return {
    text: field<string>('text'),
    whole: field<number>('whole'),
    micro: field<bigint>('micro'),
    bytes: field<Buffer>('bytes'),
    json: field<unknown>('json'),
  };
};

export const required = fieldsOf(true);
export const optional = fieldsOf(false);

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const columnName = (key: string, { name }: Field): string => name ?? snakeCase(key);

/** Empty metadata is frequent, so it skips the parser. */
export const parseJson = (stored: string): unknown => (stored === '{}' ? {} : JSON.parse(stored));

/** @param make the column builder of an engine, which makes a nullable column */
export function buildColumns(
  fields: Fields,
  make: (kind: Kind, name: string) => { notNull(): unknown },
): Readonly<Record<string, unknown>> {
  const columns = Object.entries(fields).map(([key, field]) => {
    const column = make(field.kind, columnName(key, field));
    return [key, field.isRequired ? column.notNull() : column] as const;
  });
  return Object.fromEntries(columns);
}
