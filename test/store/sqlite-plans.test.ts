import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GrantPlace } from '../../server/ledger/grants/grant.js';
import { type Connection, openConnection } from '../../server/store/sqlite/driver/connection.js';
import { customers } from '../../server/store/sqlite/ports/customers.js';
import { grants } from '../../server/store/sqlite/ports/grants.js';
import { PLACES } from '../../server/store/sqlite/rows/grant-places.js';
import type { GrantQuery } from '../../server/store/ports/grants.js';
import { ANY_GRANT } from '../support/commands.js';
import { newFolder, openStore } from './sqlite-file.js';

/** SQLite must answer lists from an index in their order, without a scan or a sort. */
const folder = newFolder();
let connection: Connection;
let prepareOf: (source: string) => Database.Statement;
const statements: string[] = [];

beforeAll(async () => {
  const path = join(folder.path, 'a.db');
  await (await openStore(path)).close();
  connection = openConnection(path, 'read');
  prepareOf = connection.driver.prepare.bind(connection.driver);
  connection.driver.prepare = ((source: string) => {
    statements.push(source);
    return prepareOf(source);
  }) as Database.Database['prepare'];
});
afterAll(() => {
  connection.driver.close();
  folder.remove();
});

function stepsOf(statement: string): readonly string[] {
  const source = statement.replaceAll(/:\w+/g, '?');
  const values = [...source.matchAll(/\?/g)].map(() => '');
  const rows = prepareOf(`EXPLAIN QUERY PLAN ${source}`).all(...values) as { detail: string }[];
  return rows.map(({ detail }) => detail);
}

function stepsOfThat(ask: () => unknown): readonly string[] {
  statements.length = 0;
  ask();
  expect(statements).toHaveLength(1);
  return stepsOf(statements[0] ?? '');
}

const within = { listRank: 0, priority: 50, burnExpiresMs: 1, burnCategory: 1 };
const after: GrantPlace = { ...within, effectiveAtMs: 1, createdAtMs: 1, id: 'grt_1' };
const FILTERS: Readonly<Record<string, Partial<GrantQuery>>> = {
  'all of a customer': {},
  'those of a pool': { creditTypeId: 'tokens', resourceId: '' },
  'those that burn': { status: 'active' },
  'those that ended': { status: 'expired' },
  'by actor, category and time': { actorId: 'key_1', category: 'paid', fromMs: 1, toMs: 2 },
};

describe.each([
  ['newest', 'PRIMARY KEY (customer_id=?)', 'PRIMARY KEY (customer_id=? AND id<?)'],
  ['burn', 'INDEX grants_as_they_burn (customer_id=?)', 'INDEX grants_as_they_burn (customer_id=? AND (list_rank,'],
  ['expiry', 'INDEX grants_as_they_end (customer_id=?)', 'INDEX grants_as_they_end (customer_id=? AND (list_rank,'],
] as const)('grants in the order %s', (order, first, next) => {
  test.each(Object.entries(FILTERS))('%s', (_, filter) => {
    const { grants: list } = grants(connection);
    const query = { ...ANY_GRANT, ...filter, customerId: 'ada', order, limit: 20 };
    for (const [place, index] of [
      [null, first],
      [after, next],
    ] as const) {
      const steps = stepsOfThat(() => list({ ...query, after: place }, 0));
      expect(steps).toHaveLength(1);
      expect(steps[0]).toContain(`SEARCH grants USING ${index}`);
    }
  });
});

test('counts positions along the burn order, only up to the end of the page', () => {
  const steps = stepsOf(PLACES);
  const index = 'grants_burn_order (customer_id=? AND credit_type_id=? AND resource_id=? AND (priority,';
  expect(steps.find((step) => step.startsWith('SEARCH grants'))).toContain(`SEARCH grants USING INDEX ${index}`);
  expect(steps.filter((step) => /SCAN grants|TEMP B-TREE/.test(step))).toEqual([]);
});

test.each([
  ['first', null, 'term>? AND term<?'],
  ['next', { term: 'ada', id: 'ada' }, '(term,customer_id)>(?,?) AND term<?'],
])('a search for customers uses the index of terms: the %s page', (_, place, range) => {
  const { searchCustomers } = customers(connection);
  expect(stepsOfThat(() => searchCustomers('ad', place, 20))).toEqual([
    `SEARCH customer_terms USING COVERING INDEX customer_terms_by_term (${range})`,
    'CORRELATED SCALAR SUBQUERY 1',
    'SEARCH earlier USING PRIMARY KEY (customer_id=? AND term>? AND term<?)',
    'SEARCH customers USING PRIMARY KEY (id=?)',
  ]);
});
