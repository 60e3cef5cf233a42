import { type AccountFigures, figures } from '../../../ledger/accounts/figures.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { type AccountVersion, type BalanceFilter, type Balances, MOST_ACCOUNTS } from '../../ports/balances.js';
import { forFigures } from '../rows/accounts.js';
import type { Connection, OnConnection } from '../driver/connection.js';
import { prepareSelect } from '../driver/select.js';
import { outlook } from '../rows/outlook.js';
import { accounts } from '../schema.js';

export const balances: OnConnection<Balances> = { balances: figuresOf, outlook, versions };

const MATCHING = `FROM accounts AS t
  WHERE t.customer_id = $1
    AND ($2::text IS NULL OR t.credit_type_id = $2) AND ($3::text IS NULL OR t.resource_id = $3)
    AND (t.credit_type_id, t.resource_id) > ($4::text, $5::text)`;

const byPlace = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns} ${MATCHING} ORDER BY t.credit_type_id, t.resource_id LIMIT $6`,
);

const byTime = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns} ${MATCHING}
    ORDER BY t.last_at_ms DESC, t.credit_type_id, t.resource_id LIMIT $6`,
);

async function figuresOf(
  connection: Connection,
  customerId: string,
  { creditTypeId, resourceId, after, order, limit = MOST_ACCOUNTS }: BalanceFilter,
  nowMs: Ms,
): Promise<AccountFigures[]> {
  const select = order === 'latest' ? byTime : byPlace;
  // No credit type has an empty id.
  const place = [after?.creditTypeId ?? '', after?.resourceId ?? ''];
  const rows = await select(connection, customerId, creditTypeId ?? null, resourceId ?? null, ...place, limit);
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
