import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const FOLDER = 'dist/reports';

export const reportPath = (runner) => `${FOLDER}/${runner}.json`;

/** Removes the report of an earlier run, which could otherwise count for a run that never happened. */
export function forget(runner) {
  rmSync(reportPath(runner), { force: true });
  mkdirSync(FOLDER, { recursive: true });
}

export function writeCounts(runner, counts) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(reportPath(runner), JSON.stringify(counts));
}

export function readCounts(runner) {
  if (!existsSync(reportPath(runner))) return undefined;
  return JSON.parse(readFileSync(reportPath(runner), 'utf8'));
}

/**
 * A file that failed before its first test counts as one failure. Tests marked as todo count as skipped.
 *
 * @returns {Counts}
 */
export function countsOfVitest(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Replaces the JSON report of Vitest by its counts. */
export function countVitest(runner) {
  if (!existsSync(reportPath(runner))) return;
  writeCounts(runner, countsOfVitest(JSON.parse(readFileSync(reportPath(runner), 'utf8'))));
}

/**
 * A runner must leave a report and pass at least one test. In a complete run, as in CI, it must not skip a test.
 *
 * @param {Counts | undefined} counts
 * @param {boolean} isComplete
 * @returns {string | null} why the run is not enough, apart from failed tests; `null` if it is
 */
export function whyNotEnough(runner, counts, isComplete) {
  if (!counts) return `${runner}: its tests did not run`;
  if (counts.passed === 0) return `${runner}: no test passed`;
  if (isComplete && counts.skipped > 0) return `${runner}: ${counts.skipped} tests were skipped, and CI skips none`;
  return null;
}

export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}
