import { getTableColumns, type InferSelectModel } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Connection } from './connection.js';

/**
 * A hot statement: its text is made once, and its rows are read as the schema says. It stays without a name, so that
 * the next transaction may run behind another connection of a proxy.
 *
 * @param text given the columns of `table`, which it must call `t`
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
