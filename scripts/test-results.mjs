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

/** Turns Vitest's JSON report into counts, in place. A file that failed before its first test is one failure. */
export function countVitest(runner) {
  if (!existsSync(reportPath(runner))) return;
  const report = JSON.parse(readFileSync(reportPath(runner), 'utf8'));
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  writeCounts(runner, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** @param {Iterable<Counts>} all @returns {Counts} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}
