import { expect, test } from 'vitest';

// Runs in the project `unit-kathmandu` alone, whose environment says so.
test('the machine’s zone is the one that this run asks for', () => {
  expect(new Date('2026-01-01T00:00:00Z').getTimezoneOffset()).toBe(-345);
});
