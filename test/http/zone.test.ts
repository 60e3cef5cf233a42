import { expect, test } from 'vitest';

// Runs only in the project `unit-kathmandu`, which sets the zone.
test('the process runs in the zone of this project', () => {
  expect(new Date('2026-01-01T00:00:00Z').getTimezoneOffset()).toBe(-345);
});
