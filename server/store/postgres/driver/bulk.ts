import type { Connection } from './connection.js';

export type BulkColumn<T> = readonly [name: string, type: 'text' | 'bigint' | 'bytea', valueOf: (row: T) => unknown];

/**
 * Writes any number of rows with one statement.
 *
 * @param text makes the statement from the column names and a source of rows, which is called `c`
 */
export function prepareBulk<T>(columns: readonly BulkColumn<T>[], text: (names: string, source: string) => string) {
  const names = columns.map(([name]) => name).join(', ');
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
  const statement = text(names, `unnest(${arrays}) AS c (${names})`);
  return async ({ client }: Connection, rows: readonly T[]): Promise<void> => {
    if (rows.length === 0) return;
    await client.query({ text: statement, values: columns.map(([, , valueOf]) => rows.map(valueOf)) });
  };
}
