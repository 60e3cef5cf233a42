import { type AccountFigures, figures } from '../../../ledger/accounts/figures.js';
import type { Ms } from '../../../ledger/values/refs.js';
import type { AccountVersion, BalanceFilter, Balances } from '../../ports/balances.js';
import { forFigures } from '../rows/accounts.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { prepareSelect } from '../driver/select.js';
import { outlook } from '../rows/outlook.js';
import { accounts } from '../schema.js';

export const balances: OnConnection<Balances> = { balances: figuresOf, outlook, versions };

const accountsOf = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns} FROM accounts AS t WHERE t.customer_id = $1
    ORDER BY t.customer_id, t.credit_type_id, t.resource_id`,
);

async function figuresOf(
  connection: Connection,
  customerId: string,
  filter: BalanceFilter,
  nowMs: Ms,
): Promise<AccountFigures[]> {
  const rows = (await accountsOf(connection, customerId))
    .filter((row) => filter.creditTypeId === undefined || row.creditTypeId === filter.creditTypeId)
    .filter((row) => filter.resourceId === undefined || row.resourceId === filter.resourceId);
  return (await forFigures(connection, rows, nowMs)).map((account) => figures(account, nowMs));
}

async function versions({ client }: Connection, customerIds: readonly string[]): Promise<AccountVersion[]> {
  type Row = { customer_id: string; credit_type_id: string; resource_id: string; version: string };
  const { rows } = await client.query<Row>(
    'SELECT customer_id, credit_type_id, resource_id, version FROM accounts WHERE customer_id = ANY($1::text[])',
    [customerIds],
  );
  return rows.map((row) => ({
    account: { customerId: row.customer_id, creditTypeId: row.credit_type_id, resourceId: row.resource_id },
    version: Number(row.version),
  }));
}
