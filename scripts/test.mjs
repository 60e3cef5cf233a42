// `npm test`: builds, finds or fetches a browser, runs every test runner and sums their counts. With arguments, as in
// `node scripts/test.mjs unit widgets`, only these parts run, on the present build.
import { findBrowser } from './browser.mjs';
import { findPostgres } from './postgres.mjs';
import { run } from './run.mjs';
import { countVitest, forget, readCounts, sum, whyNotEnough } from './test-results.mjs';

const vitest = (part, projects = [part]) =>
  `vitest run ${projects.map((project) => `--project ${project}`).join(' ')} --reporter=default --reporter=json --outputFile.json=dist/reports/${part}.json`;

/** The parts run in this order. Quick parts that need little come first. */
const PARTS = {
  unit: { command: vitest('unit', ['unit', 'unit-kathmandu']), counted: countVitest },
  build: { command: 'npm run --silent build' },
  built: { command: vitest('built'), counted: countVitest },
  postgres: { command: vitest('postgres'), counted: countVitest, optional: findPostgres },
  widgets: { command: 'node scripts/test-widgets.mjs', counted: () => undefined, browser: true },
  e2e: { command: vitest('e2e'), counted: countVitest, browser: true },
};

const DEEP = { DRAWDOWN_DEEP: '1' };
const DEEP_FILES = 'test/model test/durability/kill.test.ts test/http/amounts.test.ts test/http/operations.test.ts';

/** These run only when named, as in `npm run test:deep`. */
const LONG_PARTS = {
  deep: {
    command: `${vitest('deep', ['unit', 'unit-kathmandu', 'built'])} ${DEEP_FILES}`,
    counted: countVitest,
    env: DEEP,
  },
  'deep-postgres': {
    command: `${vitest('deep-postgres', ['postgres'])} test/model`,
    counted: countVitest,
    optional: findPostgres,
    env: DEEP,
  },
};
const ALL = { ...PARTS, ...LONG_PARTS };

/** @returns {string | undefined} why an optional part is left out. In CI, and for a named part, it throws instead. */
function leftOut(name) {
  try {
    ALL[name].optional?.();
  } catch (error) {
    if (process.env.CI || process.argv.slice(2).includes(name)) throw error;
    return `${name} was LEFT OUT. ${error.message}`;
  }
}

async function runPart(name) {
  const missing = leftOut(name);
  if (missing) {
    omitted.push(missing);
    return;
  }
  const { command, counted, browser, env = {} } = ALL[name];
  const code = await run(command, { ...env, ...(browser && { CHROME_PATH: await findBrowser() }) });
  counted?.(name);
  if (code !== 0) return `${name}: failed`;
  return (counted && whyNotEnough(name, readCounts(name), Boolean(process.env.CI))) ?? undefined;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in ALL));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(ALL).join(', ')}.`);
  process.exit(2);
}

const parts = Object.keys(ALL).filter((name) => (chosen.length === 0 ? name in PARTS : chosen.includes(name)));
const problems = [];
const omitted = [];
for (const name of parts) if (ALL[name].counted) forget(name);
for (const name of parts) {
  console.log(`\n── ${name}`);
  const problem = await runPart(name).catch((error) => `${name}: ${error.message}`);
  if (problem) problems.push(problem);
  if (problem && name === 'build') break;
}

const counts = parts.map((name) => [name, readCounts(name)]).filter(([, found]) => found);
const total = sum(counts.map(([, found]) => found));
console.log(`\nTests: ${counts.map(([name, found]) => `${name} ${found.passed}`).join(', ')}; failed ${total.failed}`);
for (const part of omitted) console.error(`! ${part}`);
for (const problem of problems) console.error(`✗ ${problem}`);
process.exit(problems.length > 0 || total.failed > 0 ? 1 : 0);
