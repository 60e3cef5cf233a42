// `npm run check`: the tests, then every check that reads the code. All checks run even if one fails, so that one run
// reports every failure. The last line is the sum over all test runners.
import { run } from './run.mjs';
import { readCounts, sum, whyNotEnough } from './test-results.mjs';

const RUNNERS = ['unit', 'built', 'postgres', 'widgets', 'e2e'];

const CHECKS = [
  'npm test',
  'npm run --silent typecheck',
  'npm run --silent lint',
  'npm run --silent format:check',
  'npm run --silent check:imports',
  'npm run --silent check:rooms',
  'npm run --silent check:unused',
  'npm run --silent check:size',
  'npm run --silent check:surface',
  'npm run --silent check:package',
  'npm run --silent check:openapi',
];

const failed = [];
for (const command of CHECKS) {
  console.log(`\n━━ ${command}`);
  const start = performance.now();
  if ((await run(command)) !== 0) failed.push(command);
  console.log(
    `   ${failed.at(-1) === command ? 'FAILED' : 'ok'}, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
}

for (const command of failed) console.log(`✗ ${command}`);
const lacking = RUNNERS.map((runner) => whyNotEnough(runner, readCounts(runner), Boolean(process.env.CI))).filter(
  Boolean,
);
for (const problem of lacking) console.log(`✗ ${problem}`);

const total = sum(RUNNERS.map((runner) => readCounts(runner)).filter(Boolean));
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(failed.length > 0 || lacking.length > 0 || total.failed > 0 ? 1 : 0);
