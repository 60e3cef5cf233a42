import { expect, test } from 'vitest';
import type { AccountRef } from '../ledger/values/refs.js';
import { touches } from './touch.js';

const pool = (customerId: string, creditTypeId = 'tokens'): AccountRef => ({
  customerId,
  creditTypeId,
  resourceId: '',
});

test('makes one command for each customer, with all of its due accounts', () => {
  const due = [pool('ada'), pool('bob'), pool('ada', 'images')].map((account) => ({ account, dueAtMs: 1 }));
  expect(touches(due)).toMatchObject([
    { customerId: 'ada', accounts: [pool('ada'), pool('ada', 'images')] },
    { customerId: 'bob', accounts: [pool('bob')] },
  ]);
});
