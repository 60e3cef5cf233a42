import type pg from 'pg';
import { type AccountRecord, ACCOUNTS_A_PAGE, BEFORE_ALL, type Totals } from '../inspection.js';
import { refOf } from '../rows.js';
import { type Connection, together } from './connection.js';
import { accounts, entries, grants } from './schema.js';
import { prepareSelect } from './select.js';

const page = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns} FROM accounts AS t
    WHERE (t.customer_id, t.credit_type_id, t.resource_id) > ($1, $2, $3)
    ORDER BY t.customer_id, t.credit_type_id, t.resource_id LIMIT ${ACCOUNTS_A_PAGE}`,
);
const OWN = 'WHERE t.customer_id = $1 AND t.credit_type_id = $2 AND t.resource_id = $3';
const grantsOf = prepareSelect(grants, (columns) => `SELECT ${columns} FROM grants AS t ${OWN} ORDER BY t.id`);
const entriesOf = prepareSelect(entries, (columns) => `SELECT ${columns} FROM entries AS t ${OWN} ORDER BY t.seq`);

/** Every account with all that belongs to it, in the order of their keys; to be read within one transaction. */
export async function* accountRecords(connection: Connection): AsyncGenerator<AccountRecord> {
  let last = BEFORE_ALL;
  for (;;) {
    const rows = await page(connection, last.customerId, last.creditTypeId, last.resourceId);
    for (const account of rows) {
      last = refOf(account);
      const key = [last.customerId, last.creditTypeId, last.resourceId];
      const [own, written] = await together([grantsOf(connection, ...key), entriesOf(connection, ...key)]);
      yield { account, grants: own, entries: written };
    }
    if (rows.length < ACCOUNTS_A_PAGE) return;
  }
}

export async function totals(client: pg.ClientBase): Promise<Totals> {
  const { rows } = await client.query<{ grants: string; entries: string }>(
    'SELECT (SELECT count(*) FROM grants) AS grants, (SELECT count(*) FROM entries) AS entries',
  );
  return { grants: Number(rows[0]?.grants), entries: Number(rows[0]?.entries) };
}
