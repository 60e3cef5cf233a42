import type pg from 'pg';
import type { AccountRef } from '../../../ledger/values/refs.js';
import {
  type AccountRecord,
  ACCOUNTS_A_PAGE,
  BEFORE_ALL,
  inspectAccount,
  planLook,
  type Totals,
} from '../../common/ports/inspection.js';
import type { InspectionResult, Inspection } from '../../ports/inspection.js';
import { type AccountRow, refOf } from '../../common/rows.js';
import { type Connection, type OnConnection, together } from '../driver/connection.js';
import { accounts, entries, grants } from '../schema.js';
import { prepareSelect } from '../driver/select.js';
import { schemaIsCurrent } from '../migrate.js';

export const inspection: OnConnection<Inspection> = { inspect, isEmpty, schemaIsCurrent };

const IN_ORDER = 'ORDER BY t.customer_id, t.credit_type_id, t.resource_id';
const page = prepareSelect(
  accounts,
  (columns) => `SELECT ${columns} FROM accounts AS t
    WHERE (t.customer_id, t.credit_type_id, t.resource_id) > ($1, $2, $3)
    ${IN_ORDER} LIMIT ${ACCOUNTS_A_PAGE}`,
);
const nth = prepareSelect(accounts, (columns) => `SELECT ${columns} FROM accounts AS t ${IN_ORDER} LIMIT 1 OFFSET $1`);
const OWN = 'WHERE t.customer_id = $1 AND t.credit_type_id = $2 AND t.resource_id = $3';
const grantsOf = prepareSelect(grants, (columns) => `SELECT ${columns} FROM grants AS t ${OWN} ORDER BY t.id`);
const entriesOf = prepareSelect(entries, (columns) => `SELECT ${columns} FROM entries AS t ${OWN} ORDER BY t.seq`);

const keyOf = ({ customerId, creditTypeId, resourceId }: AccountRef) => [customerId, creditTypeId, resourceId] as const;

async function recordOf(connection: Connection, account: AccountRow): Promise<AccountRecord> {
  const key = keyOf(refOf(account));
  const [own, written] = await together([grantsOf(connection, ...key), entriesOf(connection, ...key)]);
  return { account, grants: own, entries: written };
}

/** Ordered by key. Requires an open transaction, so that all accounts are read at one moment. */
export async function* accountRecords(connection: Connection): AsyncGenerator<AccountRecord> {
  let last = BEFORE_ALL;
  for (;;) {
    const rows = await page(connection, ...keyOf(last));
    for (const account of rows) {
      last = refOf(account);
      yield await recordOf(connection, account);
    }
    if (rows.length < ACCOUNTS_A_PAGE) return;
  }
}

async function inspect(
  connection: Connection,
  from: AccountRef | number,
  mostEntries: number,
): Promise<InspectionResult> {
  const after = typeof from === 'number' ? await placeAt(connection, from) : from;
  const look = planLook(await page(connection, ...keyOf(after)), mostEntries);
  const findings: string[] = [];
  for (const account of look.read) findings.push(...inspectAccount(await recordOf(connection, account)));
  return { accounts: look.read.length, tooLong: look.tooLong, findings, next: look.next };
}

async function isEmpty({ client }: Connection): Promise<boolean> {
  return (await client.query('SELECT seq FROM entries LIMIT 1')).rows.length === 0;
}

async function placeAt(connection: Connection, share: number): Promise<AccountRef> {
  const { rows } = await connection.client.query<{ all: string }>('SELECT count(*) AS all FROM accounts');
  const offset = Math.floor(share * Number(rows[0]?.all)) - 1;
  const [row] = offset < 0 ? [] : await nth(connection, offset);
  return row ? refOf(row) : BEFORE_ALL;
}

export async function totals(client: pg.ClientBase): Promise<Totals> {
  const { rows } = await client.query<{ grants: string; entries: string }>(
    'SELECT (SELECT count(*) FROM grants) AS grants, (SELECT count(*) FROM entries) AS entries',
  );
  return { grants: Number(rows[0]?.grants), entries: Number(rows[0]?.entries) };
}
