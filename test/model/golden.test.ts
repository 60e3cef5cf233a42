import Database from 'better-sqlite3';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fingerprint } from '../../server/http/mounting/idempotency.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import type { Store } from '../../server/store/ports/store.js';
import { newFolder, openStore } from '../store/sqlite-file.js';
import {
  adjust,
  AUTHOR,
  cancel,
  changePlan,
  credits,
  editGrant,
  event,
  failGrant,
  grant,
  payGrant,
  pool,
  publishPlan,
  seedStore,
  START_MS,
  subscribe,
  voidGrant,
} from '../support/commands.js';

/**
 * Stored text must never change: retries return stored answers, and the hash chain covers every entry. The stored text
 * of a batch with every kind of command is therefore pinned byte for byte.
 */

const DAY_MS = 86_400_000;
const folder = newFolder();
const path = join(folder.path, 'golden.db');
let store: Store;

function named<C extends Command>(id: string, command: C): C {
  const operation = command.key?.operation ?? '';
  return { ...command, id, key: { operation, value: `key of ${id}`, fingerprint: `fingerprint of ${id}` } };
}

const touch: Command = {
  ...{ id: 'cmd_touch', customerId: 'ada', key: null, cause: null, ...AUTHOR },
  ...{ kind: 'touch', accounts: [pool('ada')] },
};

const chat = (size: string) => ({ eventName: 'llm.call', dimensions: { kind: 'chat', size } });
const external = { mode: 'external', reference: 'inv_1' } as const;
const resource = pool('ada', 'tokens', 'project');

const BATCHES: readonly (readonly [number, readonly Command[]])[] = [
  [
    0,
    [
      named(
        'grt_paid',
        grant(100, {
          ...{ unitCost: { amount: '0.0125', currency: 'USD' }, metadata: { order: 'ö-1', a: '"' } },
          ...{ payment: { mode: 'record', reference: 'pi_1' }, cause: 'payment:pi_1', account: pool('ada') },
        }),
      ),
      named(
        'grt_promotional',
        grant(7, { category: 'promotional', reason: 'welcome', expiresAtMs: START_MS + 3 * DAY_MS }),
      ),
      named('grt_scheduled', grant(20, { effectiveAtMs: START_MS + DAY_MS })),
      named('grt_pending', grant(30, { payment: external, expiresAtMs: START_MS + 9 * DAY_MS, priority: 10 })),
      named('grt_unpaid', grant(40, { payment: external })),
      named('grt_largest', grant(1_000_000_000_000, { account: pool('bob', 'images') })),
      named('evt_default', event(3, { userId: 'user-1' })),
      named('evt_nothing', event(0)),
      named('evt_two_pools', event(0, { usage: chat('10') })),
      named('evt_fraction', event(0, { usage: chat('0.000001'), atMs: START_MS - DAY_MS })),
      named('evt_resource', event(2, { resourceId: 'project' })),
      named('evt_short', event(1_000, { enforce: true })),
      named('evt_unknown', event(0, { usage: { featureId: 'unknown', quantity: credits(1) } })),
      named('adj_done', adjust(5)),
      named('adj_short', adjust(10_000)),
      named('adj_overdraft', adjust(4, { account: resource, mayOverdraw: true })),
    ],
  ],
  [0, [named('sub_pro', subscribe('pro')), named('sub_flex', subscribe('flex', { customerId: 'bob' }))]],
  [
    0,
    [
      named('evt_plan', event(4, { userId: 'user-2' })),
      named('evt_floor', event(5, { customerId: 'bob', enforce: true })),
      named('evt_below_floor', event(1, { customerId: 'bob', enforce: true })),
      named('cmd_change_plan', changePlan('sub_pro', 'flex', 1)),
    ],
  ],
  [
    2,
    [
      named('cmd_pay', payGrant('grt_pending')),
      named('cmd_fail', failGrant('grt_unpaid')),
      named('cmd_edit', editGrant('grt_scheduled', { amount: credits(25), priority: 5, metadata: { edited: 'yes' } })),
      named('cmd_cancel', cancel('sub_pro')),
    ],
  ],
  [
    4,
    [
      touch,
      named('evt_late', event(6)),
      named('cmd_void', voidGrant('grt_paid')),
      named('grt_repays', grant(9, { account: resource })),
    ],
  ],
];

const outcomes: Outcome[] = [];

beforeAll(async () => {
  store = await openStore(path);
  await seedStore(store);
  await publishPlan(store, 3);
  const plan = {
    ...({ planId: 'flex', productId: null, name: 'Flex', type: 'paid', billingModel: 'prepaid' } as const),
    ...({ creditTypeId: 'tokens', limit: 'soft', overdraftLimit: credits(10) } as const),
    consumption: new Map([['mail', { credits: credits(2), units: credits(1) }]]),
  };
  await store.changeCatalog({ kind: 'plan.create', plan }, null, AUTHOR, START_MS);
  await store.changeCatalog({ kind: 'plan.publish', planId: 'flex' }, null, AUTHOR, START_MS);
  for (const [days, commands] of BATCHES) {
    outcomes.push(...(await store.transact(commands, START_MS + days * DAY_MS)).outcomes);
  }
});
afterAll(async () => {
  await store.close();
  folder.remove();
});

/** One line of JSON per row: amounts as integers in text, bytes in hex. */
function rowsOf(sql: string): string[] {
  const driver = new Database(path, { readonly: true });
  driver.defaultSafeIntegers(true);
  const rows = driver.prepare(sql).all() as Record<string, unknown>[];
  driver.close();
  const plain = (value: unknown) =>
    typeof value === 'bigint' ? String(value) : Buffer.isBuffer(value) ? value.toString('hex') : value;
  return rows.map((row) => JSON.stringify(Object.values(row).map(plain)));
}

test('every command of the batch is done or refused', () => {
  expect(outcomes.map(({ commandId, status }) => `${commandId} ${status}`)).toEqual(
    BATCHES.flatMap(([, commands]) => commands).map(({ id }) => {
      return `${id} ${/short|below|unknown/.test(id) ? 'refused' : 'done'}`;
    }),
  );
});

test('answers are stored as in every earlier version', async () => {
  const rows = rowsOf('SELECT id, operation, key, fingerprint, status, result FROM commands ORDER BY at_ms, id');
  await expect(rows.map((row) => `${row}\n`).join('')).toMatchFileSnapshot('golden/commands.txt');
});

test('entries and hashes are stored as in every earlier version', async () => {
  const account = 'customer_id, credit_type_id, resource_id';
  const rows = [
    ...rowsOf(
      `SELECT ${account}, seq, at_ms, type, grant_id, delta, balance_before, balance_after, source_type, source_id,
         actor_type, actor_id, feature_id, user_id, event_id, plan_id, plan_version, reason
       FROM entries ORDER BY ${account}, seq`,
    ),
    ...rowsOf(
      `SELECT ${account}, seq, hash FROM entries WHERE (${account}, seq) IN
         (SELECT ${account}, max(seq) FROM entries GROUP BY ${account}) ORDER BY ${account}`,
    ),
  ];
  await expect(rows.map((row) => `${row}\n`).join('')).toMatchFileSnapshot('golden/entries.txt');
});

test('a retry answers the stored result', async () => {
  const commands = BATCHES.flatMap(([, batch]) => batch);
  for (const [place, command] of commands.entries()) {
    const first = outcomes[place];
    if (command.key === null || command.id === 'evt_unknown' || !first) continue;
    const retry = { ...command, id: `${command.id}_again` };
    const { outcomes: again } = await store.transact([retry], START_MS + 5 * DAY_MS);
    expect(again).toEqual([{ ...first, duplicate: true }]);
  }
});

test('a request has the same fingerprint as in every earlier version', () => {
  const report = { customerId: 'ada', featureId: 'mail', quantity: '2.5', enforce: true };
  const terms = { amount: '10', category: 'promotional', reason: 'welcome', metadata: { b: '2', a: '1' } };
  expect(fingerprint(report)).toBe('053074fb86143bbe4dc5d1821fe479fd');
  expect(fingerprint({ customerId: 'ada', creditTypeId: 'tokens', ...terms })).toBe('58a1b6cba80db2662b95055d7cfef231');
});
