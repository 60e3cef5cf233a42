import { getTableColumns, type InferSelectModel } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Connection } from './connection.js';

/**
 * Prepares a hot statement, whose text is built once. It has no name, because a proxy may run the next transaction on
 * another connection.
 *
 * @param text makes the statement from the columns of `table`, which it must call `t`
 */
export function prepareSelect<T extends PgTable>(table: T, text: (columns: string) => string) {
  const columns = Object.entries(getTableColumns(table));
  const statement = text(columns.map(([, column]) => `t.${column.name}`).join(', '));
  const read = (values: readonly unknown[]) =>
    Object.fromEntries(
      columns.map(([name, column], index) => {
        const value = values[index];
        return [name, value === null ? null : column.mapFromDriverValue(value)];
      }),
    ) as InferSelectModel<T>;
  return async ({ client }: Connection, ...values: readonly unknown[]): Promise<InferSelectModel<T>[]> => {
    const { rows } = await client.query<unknown[]>({ text: statement, values: [...values], rowMode: 'array' });
    return rows.map(read);
  };
}
