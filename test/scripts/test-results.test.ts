import { describe, expect, test } from 'vitest';
import { countsOfVitest, sum, whyNotEnough } from '../../scripts/test-results.mjs';

const file = (...statuses: readonly string[]) => ({
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

const report = (given: object) => ({
  ...{ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] },
  ...given,
});

describe('counts of a Vitest report', () => {
  test('include skipped and todo tests', () => {
    const testResults = [file('passed', 'failed', 'skipped', 'todo')];
    const given = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1, testResults };
    expect(countsOfVitest(report(given))).toEqual({ passed: 1, failed: 1, skipped: 2 });
  });

  test('count one failure for a file that failed before its first test', () => {
    const testResults = [{ status: 'failed', assertionResults: [] }, file('passed')];
    expect(countsOfVitest(report({ numPassedTests: 1, testResults }))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('are summed over the runners', () => {
    const counts = { passed: 2, failed: 1, skipped: 3 };
    expect(sum([counts, counts])).toEqual({ passed: 4, failed: 2, skipped: 6 });
  });
});

describe('a runner without failures', () => {
  const passed = { passed: 2, failed: 0, skipped: 0 };

  test('suffices if it passed every test', () => {
    expect(whyNotEnough('unit', passed, true)).toBeNull();
  });

  test('does not suffice without a report or a passed test', () => {
    expect(whyNotEnough('unit', undefined, false)).toBe('unit: its tests did not run');
    expect(whyNotEnough('unit', { ...passed, passed: 0 }, false)).toBe('unit: no test passed');
  });

  test('may skip tests locally, but not in CI', () => {
    const skipping = { ...passed, skipped: 1 };
    expect(whyNotEnough('unit', skipping, false)).toBeNull();
    expect(whyNotEnough('unit', skipping, true)).toMatch(/^unit: 1 tests were skipped/);
  });
});
