import { expect, test } from 'vitest';
import type { AccountRef } from '../ledger/values/refs.js';
import type { InspectionResult } from '../store/ports/inspection.js';
import type { Store } from '../store/ports/store.js';
import { createInspection } from './inspect.js';

const account: AccountRef = { customerId: 'ada', creditTypeId: 'tokens', resourceId: '' };
const look = (over: Partial<InspectionResult> = {}): InspectionResult => ({
  ...{ accounts: 1, tooLong: 0, findings: [], next: null },
  ...over,
});

function inspecting(looks: readonly InspectionResult[]) {
  const left = [...looks];
  const asked: (AccountRef | number)[] = [];
  const told: string[] = [];
  const store = {
    inspect(from: AccountRef | number) {
      asked.push(from);
      const next = left.shift();
      return next ? Promise.resolve(next) : Promise.reject(new Error('the store is away'));
    },
  } as unknown as Store;
  return { asked, told, inspection: createInspection(store, 0.25, (finding) => told.push(finding)) };
}

test('begins at the given share, continues after each look, and begins again after the last account', async () => {
  const { asked, inspection } = inspecting([look({ next: account, accounts: 3 }), look(), look()]);
  expect(inspection.state()).toBe(null);
  for (let round = 0; round < 3; round += 1) await inspection.look();
  expect(asked).toEqual([0.25, account, 0]);
  expect(inspection.state()).toEqual({ accounts: 5, findings: 0 });
});

test('reports a finding, and counts it until a whole round is free of findings', async () => {
  const { told, inspection } = inspecting([
    look({ findings: ['it does not add up'], next: account }),
    look(),
    look({ next: account }),
    look(),
    look(),
  ]);
  const counts: (number | undefined)[] = [];
  for (let round = 0; round < 5; round += 1) {
    await inspection.look();
    counts.push(inspection.state()?.findings);
  }
  expect(told).toEqual(['it does not add up']);
  expect(counts).toEqual([1, 1, 1, 0, 0]);
});

test('repeats a failed look, which is not a finding', async () => {
  const { asked, told, inspection } = inspecting([]);
  await expect(inspection.look()).rejects.toThrow('the store is away');
  await expect(inspection.look()).rejects.toThrow('the store is away');
  expect(asked).toEqual([0.25, 0.25]);
  expect(told).toEqual([]);
  expect(inspection.state()).toBe(null);
});
