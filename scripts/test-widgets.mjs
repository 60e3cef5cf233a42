// Runs the widgets' tests in a browser (web-test-runner.config.mjs), writes down how many passed, and fails where they
// leave too much of the widgets unrun.
import { startTestRunner } from '@web/test-runner';
import { sum, writeCounts } from './test-results.mjs';

const RUNNER = 'widgets';

function* testsOf(suite) {
  yield* suite.tests;
  for (const inner of suite.suites) yield* testsOf(inner);
}

/** A file that failed before its first test, or beside all of them, is one failure. */
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
  // The runner's server may keep the process open.
  setTimeout(() => process.exit(), 1_000).unref();
});
