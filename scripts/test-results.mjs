// What the test runners wrote down about themselves, read and summed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const FOLDER = 'dist/reports';

export const reportPath = (runner) => `${FOLDER}/${runner}.json`;

/** Forgets what a runner wrote before, so that an old report cannot stand for a run that never happened. */
export function forget(runner) {
  rmSync(reportPath(runner), { force: true });
  mkdirSync(FOLDER, { recursive: true });
}

/** @param {Counts} counts */
export function writeCounts(runner, counts) {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(reportPath(runner), JSON.stringify(counts));
}

/** @returns {Counts | undefined} nothing when the runner left no report */
export function readCounts(runner) {
  if (!existsSync(reportPath(runner))) return undefined;
  return JSON.parse(readFileSync(reportPath(runner), 'utf8'));
}

/**
 * Counts what Vitest's JSON report tells. A file that failed before its first test is one failure. Everything that did
 * not run counts as skipped: tests marked skip or todo, and tests whose condition did not hold.
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

/** Turns Vitest's JSON report into counts, in place. */
export function countVitest(runner) {
  if (!existsSync(reportPath(runner))) return;
  writeCounts(runner, countsOfVitest(JSON.parse(readFileSync(reportPath(runner), 'utf8'))));
}

/**
 * Silence is not success: a runner must leave a report and pass a test. Where a run must be complete, as in CI, it must
 * not skip one either.
 *
 * @param {Counts | undefined} counts
 * @param {boolean} isComplete
 * @returns {string | null} why what the runner ran does not count as a pass, failures apart; `null` if it does
 */
export function whyNotEnough(runner, counts, isComplete) {
  if (!counts) return `${runner}: its tests did not run`;
  if (counts.passed === 0) return `${runner}: no test passed`;
  if (isComplete && counts.skipped > 0) return `${runner}: ${counts.skipped} tests were skipped, and CI skips none`;
  return null;
}

/** @param {Iterable<Counts>} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}
