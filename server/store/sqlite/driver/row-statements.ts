import type { Columns } from '../../common/transaction/columns.js';
import type { Connection } from './connection.js';

/** Statements that write one row at a time, prepared once from the columns of a table. */
export function rowStatements(driver: Connection['driver']) {
  const prepare = <Row>(sql: string, columns: Columns<Row>) => {
    const statement = driver.prepare(sql);
    const values = columns.map(([, , valueOf]) => valueOf);
    return (row: Row): void => void statement.run(values.map((valueOf) => valueOf(row)));
  };

  return {
    insert<Row>(table: string, columns: Columns<Row>, onConflict = ''): (row: Row) => void {
      const names = columns.map(([name]) => name).join(', ');
      const marks = columns.map(() => '?').join(', ');
      return prepare(`INSERT INTO ${table} (${names}) VALUES (${marks}) ${onConflict}`, columns);
    },

    update<Row>(table: string, changed: Columns<Row>, key: Columns<Row>): (row: Row) => void {
      const assign = (columns: Columns<Row>, between: string) => columns.map(([name]) => `${name} = ?`).join(between);
      return prepare(`UPDATE ${table} SET ${assign(changed, ', ')} WHERE ${assign(key, ' AND ')}`, [
        ...changed,
        ...key,
      ]);
    },
  };
}
