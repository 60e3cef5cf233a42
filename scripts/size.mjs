// Weighs what a page must load against its budget, and holds docs/size.md to what it weighs. Needs the build.
//
//   node scripts/size.mjs            fails when something is too heavy, or the page says something else
//   node scripts/size.mjs --write    writes the page
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { bundle, fetchedLater, heaviest, kbOf, withImports } from './weigh.mjs';

const PAGE = 'docs/size.md';
/** Two machines' compressors may differ by a few bytes, which rounding may show as this much. */
const TOLERANCE_KB = 0.1;

const CDN = 'dist/widgets/cdn';
const ELEMENTS = ['balance', 'usage-chart', 'grants-table', 'utilization-portal'];
const entryOf = (element) => `dist/widgets/entries/credits-${element}.js`;

const LANGUAGE = /^drawdown-[a-z]{2}-\w+-[\w-]{8}\.js$/;
const chunk = (name, limitKb) => ({
  what: `\`drawdown-${name}-….js\``,
  limitKb,
  code: () => heaviest(CDN, (file) => file.startsWith(`drawdown-${name}-`) && !LANGUAGE.test(file)),
});
/** Those with a limit of their own. */
const CHUNKS = [chunk('plot', 43), chunk('looks', 8), chunk('table', 6), chunk('portal', 8)];
const isOther = (file) =>
  /^drawdown-/.test(file) && !LANGUAGE.test(file) && !/^drawdown-(plot|looks|table|portal)-/.test(file);

/** What a page has anyway that shows several of our elements, or uses Lit itself. */
const LIBRARIES = [/^lit\b/, /^@lit\//, /^chart\.js/];
const SHARED = [...LIBRARIES, /(^|\/)kit\//, /(^|\/)(balance|usage-chart|grants-table)\/define\.js$/];
const own = (element) => SHARED.filter((pattern) => !pattern.test(`x/${element}/define.js`));

/** By the heading under which the page has them. docs/decisions/0002-checks.md says where the limits come from. */
const BUDGETS = {
  'The script': [
    { what: '`drawdown.js`, all elements', limitKb: 28.5, code: () => withImports(CDN, 'drawdown.js') },
    { what: 'and what a chart fetches later', limitKb: 51, code: () => fetchedLater(CDN, /^drawdown-(looks|plot)-/) },
    { what: 'and what a grants table fetches later', limitKb: 6, code: () => fetchedLater(CDN, /^drawdown-table-/) },
    { what: 'and what a portal fetches later', limitKb: 8.5, code: () => fetchedLater(CDN, /^drawdown-portal-/) },
    { what: '`drawdown.iife.js`, one file', limitKb: 86, code: () => withImports(CDN, 'drawdown.iife.js') },
  ],
  'Its parts': [
    ...CHUNKS,
    { what: 'the largest of the others', limitKb: 2, code: () => heaviest(CDN, isOther) },
    {
      what: 'the largest file of a language',
      limitKb: 1.5,
      code: () => heaviest(CDN, (file) => LANGUAGE.test(file)),
    },
  ],
  'A page of one element, Lit in': [
    { what: '`credits-balance.js`', limitKb: 18, code: () => bundle(entryOf('balance')) },
    { what: '`credits-usage-chart.js`, before data', limitKb: 20, code: () => bundle(entryOf('usage-chart')) },
    { what: '`credits-grants-table.js`, before data', limitKb: 19, code: () => bundle(entryOf('grants-table')) },
    {
      what: '`credits-utilization-portal.js`, before data',
      limitKb: 28,
      code: () => bundle(entryOf('utilization-portal')),
    },
    { what: '`react.js`, without React', limitKb: 1, code: () => bundle('dist/widgets/entries/react.js', ['react']) },
  ],
  'What an element adds to a page that has Lit and another of them': ELEMENTS.map((element) => ({
    what: `\`credits-${element}.js\``,
    limitKb: 6,
    code: () => bundle(entryOf(element), own(element)),
  })),
  'What an element brings to a page that has Lit and none of them': ELEMENTS.map((element, index) => ({
    what: `\`credits-${element}.js\``,
    limitKb: [12.5, 14, 13.5, 22][index],
    code: () => bundle(entryOf(element), LIBRARIES),
  })),
};

const TEXT = `# What it weighs

In kB of 1,000 bytes, minified and compressed (\`gzip -9\`), as a page loads it. \`npm run size\` writes this page after a
build; \`npm run check:size\` fails when something is above its limit, or weighs something else than is said here.

**Fetched later** is what comes with \`import()\` once there is something to show: a page without usage never fetches a
canvas. A page of one element is what a bundler makes of it. What an element adds is its own code, without Lit, \`@lit/task\`
and Chart.js, and without what all elements share (data, words, formats, the frame around them), which a page has once.
`;

const table = (rows) =>
  [
    '| what | kB | at most |',
    '| --- | ---: | ---: |',
    ...rows.map(({ what, kb, limitKb }) => `| ${what} | ${kb.toFixed(1)} | ${limitKb} |`),
  ].join('\n');

/** What each row of a page says that it weighs, and the page without that. */
const WEIGHT = /(?<=^\|[^|]+\| +)\d+\.\d(?= \|)/gm;
const weightsOf = (page) => [...page.matchAll(WEIGHT)].map(Number);
const wordsOf = (page) => page.replace(WEIGHT, '').replace(/ +/g, ' ');

let over = 0;
const sections = [];
for (const [heading, budgets] of Object.entries(BUDGETS)) {
  const rows = [];
  console.log(heading);
  for (const { what, limitKb, code } of budgets) {
    const kb = kbOf(await code());
    if (kb > limitKb) over += 1;
    console.log(`${kb > limitKb ? '✗' : '✓'} ${what.padEnd(48)} ${kb.toFixed(1).padStart(5)} kB of ${limitKb}`);
    rows.push({ what, kb, limitKb });
  }
  sections.push(`## ${heading}\n\n${table(rows)}\n`);
}

const page = await format([TEXT, ...sections].join('\n'), { ...(await resolveConfig(PAGE)), filepath: PAGE });
if (process.argv.includes('--write')) writeFileSync(PAGE, page);
const written = readFileSync(PAGE, 'utf8');
const said = weightsOf(written);
const same = wordsOf(written) === wordsOf(page);
const isTrue = same && weightsOf(page).every((kb, index) => Math.abs(kb - said[index]) <= TOLERANCE_KB + 1e-9);
if (!isTrue) console.log(`✗ ${PAGE} says something else: npm run size`);
process.exit(over > 0 || !isTrue ? 1 : 0);
