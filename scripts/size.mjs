// Fails if a size of the built widgets exceeds its limit or differs from docs/size.md. `--write` writes the page.
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { bundle, fetchedLater, heaviest, kbOf, withImports } from './weigh.mjs';

const PAGE = 'docs/size.md';
/** Compressors of two machines may differ by a few bytes, which rounding can raise to this. */
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
const CHUNKS = [chunk('plot', 43), chunk('looks', 8), chunk('table', 6), chunk('portal', 8)];
const isOther = (file) =>
  /^drawdown-/.test(file) && !LANGUAGE.test(file) && !/^drawdown-(plot|looks|table|portal)-/.test(file);

const LIBRARIES = [/^lit\b/, /^@lit\//, /^chart\.js/];
/** The code that a page with another element already has. */
const SHARED = [...LIBRARIES, /(^|\/)kit\//, /(^|\/)(balance|usage-chart|grants-table)\/define\.js$/];
const own = (element) => SHARED.filter((pattern) => !pattern.test(`x/${element}/define.js`));

/** The rows of the page by heading. docs/decisions/0002-checks.md explains the limits. */
const BUDGETS = {
  'The script': [
    { what: '`drawdown.js`, all elements', limitKb: 28.5, code: () => withImports(CDN, 'drawdown.js') },
    { what: 'fetched later by a chart', limitKb: 51, code: () => fetchedLater(CDN, /^drawdown-(looks|plot)-/) },
    { what: 'fetched later by a grants table', limitKb: 6, code: () => fetchedLater(CDN, /^drawdown-table-/) },
    { what: 'fetched later by a portal', limitKb: 8.5, code: () => fetchedLater(CDN, /^drawdown-portal-/) },
    { what: '`drawdown.iife.js`, one file', limitKb: 86, code: () => withImports(CDN, 'drawdown.iife.js') },
  ],
  'Files that the script fetches': [
    ...CHUNKS,
    { what: 'the largest other file', limitKb: 2, code: () => heaviest(CDN, isOther) },
    {
      what: 'the largest language file',
      limitKb: 1.5,
      code: () => heaviest(CDN, (file) => LANGUAGE.test(file)),
    },
  ],
  'One element with Lit': [
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
  'One more element on a page with Lit and another element': ELEMENTS.map((element) => ({
    what: `\`credits-${element}.js\``,
    limitKb: 6,
    code: () => bundle(entryOf(element), own(element)),
  })),
  'The first element on a page with Lit': ELEMENTS.map((element, index) => ({
    what: `\`credits-${element}.js\``,
    limitKb: [12.5, 14, 13.5, 22][index],
    code: () => bundle(entryOf(element), LIBRARIES),
  })),
};

const TEXT = `# Sizes

Sizes are in kB (1,000 bytes) of minified code, compressed with \`gzip -9\`. \`npm run size\` writes this page after a build.
\`npm run check:size\` fails if a size exceeds its limit or differs from this page.

Code that is **fetched later** comes through \`import()\` when an element has something to show: a page without usage never
fetches the drawing code of the chart. The sizes of single elements are measured in the output of a bundler. The last two
tables leave out Lit, \`@lit/task\` and Chart.js. One more element also leaves out the code that all elements share (data,
words, formats and the frame), which a page loads once.
`;

const table = (rows) =>
  [
    '| code | kB | limit |',
    '| --- | ---: | ---: |',
    ...rows.map(({ what, kb, limitKb }) => `| ${what} | ${kb.toFixed(1)} | ${limitKb} |`),
  ].join('\n');

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
if (!isTrue) console.log(`✗ ${PAGE} does not match these sizes. Run: npm run size`);
process.exit(over > 0 || !isTrue ? 1 : 0);
