// Runs the tests of the widgets in a browser (web-test-runner.config.mjs), writes their counts, and fails if too little
// of the widgets is covered.
import { startTestRunner } from '@web/test-runner';
import { sum, writeCounts } from './test-results.mjs';

const RUNNER = 'widgets';

function* testsOf(suite) {
  yield* suite.tests;
  for (const inner of suite.suites) yield* testsOf(inner);
}

/** A file that failed outside its tests counts as one failure. */
function count(session) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of session.testResults ? testsOf(session.testResults) : []) {
    counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
  }
  if (!session.passed && counts.failed === 0) counts.failed = 1;
  return counts;
}

const runner = await startTestRunner({ autoExitProcess: false, config: { coverage: true } });
runner?.on('stopped', (passed) => {
  writeCounts(RUNNER, sum([...runner.sessions.all()].map(count)));
  process.exitCode = passed ? 0 : 1;
  // The server of the runner may keep the process open.
  setTimeout(() => process.exit(), 1_000).unref();
});
