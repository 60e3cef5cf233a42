import { expect, test } from 'vitest';
import { type EngineDeps, startEngine } from '../../server/engine/group-commit.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { AccountRef } from '../../server/ledger/values/refs.js';
import { pool } from '../support/commands.js';
import { done } from './fake-store.js';

const NOW_MS = 1_000;
const pools = (count: number) => Array.from({ length: count }, (_, index) => pool('ada', 'tokens', `ws-${index}`));

/** A store that knows which accounts are due. */
function over(due: readonly AccountRef[]) {
  let waiting = [...due];
  const touched: AccountRef[][] = [];
  const store = {
    due: (_beforeMs: number, limit: number) =>
      Promise.resolve(waiting.slice(0, limit).map((account) => ({ account, dueAtMs: 1 }))),
    transact(commands: readonly Command[]) {
      const accounts = commands.flatMap((command) => (command.kind === 'touch' ? command.accounts : []));
      touched.push(accounts);
      waiting = waiting.filter(({ resourceId }) => !accounts.some((account) => account.resourceId === resourceId));
      return Promise.resolve({ outcomes: commands.map(done), changed: accounts });
    },
  } as unknown as EngineDeps['store'];
  const engine = startEngine({ store, clock: { nowMs: () => NOW_MS, steady: () => true } });
  return { engine, touched, waiting: () => waiting.length };
}

test.each([0, 1, 999, 1_000, 1_001, 2_500])('catching up with %i due accounts writes all of them', async (count) => {
  const { engine, touched, waiting } = over(pools(count));
  await engine.catchUp('ada');
  expect(waiting()).toBe(0);
  expect(touched.flat()).toHaveLength(count);
  expect(Math.max(0, ...touched.map(({ length }) => length))).toBeLessThanOrEqual(1_000);
});

test('catching up with one account writes that one only', async () => {
  const due = pools(10);
  const { engine, touched } = over(due);
  await engine.catchUp('ada', pool('ada', 'tokens', 'ws-7'));
  expect(touched).toEqual([[due[7]]]);
});

test('an account behind more due ones than one command writes is caught up with', async () => {
  const due = pools(2_500);
  const { engine, touched } = over(due);
  await engine.catchUp('ada', pool('ada', 'tokens', 'ws-2400'));
  expect(touched).toEqual([[due[2_400]]]);
});

test('an account that is not due is not written', async () => {
  const { engine, touched } = over(pools(10));
  await engine.catchUp('ada', pool('ada', 'tokens', 'other'));
  expect(touched).toEqual([]);
});
