// Weighs what a page must load: gzip -9 of what is built, against its budget. Needs the build.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const CDN = 'dist/widgets/cdn';

/** kB of 1,000 bytes, gzipped; docs/decisions/0002-checks.md says where they come from. */
const BUDGETS = [
  { what: 'cdn/drawdown.js, all elements', limitKb: 28, code: () => withImports(CDN, 'drawdown.js') },
  { what: 'cdn: what a chart fetches later', limitKb: 51, code: () => fetchedLater(CDN, /^drawdown-(looks|plot)-/) },
  { what: 'cdn: what a grants table fetches later', limitKb: 6, code: () => fetchedLater(CDN, /^drawdown-table-/) },
  { what: 'cdn: what a portal fetches later', limitKb: 8, code: () => fetchedLater(CDN, /^drawdown-portal-/) },
  { what: 'cdn: the most that is fetched of a language at once', limitKb: 1.5, code: () => heaviest(CDN, LANGUAGES) },
  {
    what: 'cdn/drawdown.iife.js, one file',
    // Without modules nothing but languages can be fetched later.
    limitKb: 84,
    code: () => withImports(CDN, 'drawdown.iife.js'),
  },
  {
    what: 'credits-usage-chart.js, before data',
    limitKb: 19,
    code: () => bundle('dist/widgets/credits-usage-chart.js'),
  },
  {
    what: 'credits-grants-table.js, before data',
    limitKb: 18,
    code: () => bundle('dist/widgets/credits-grants-table.js'),
  },
  { what: 'credits-balance.js alone, Lit in', limitKb: 16, code: () => bundle('dist/widgets/credits-balance.js') },
  { what: 'react.js, without React', limitKb: 1, code: () => bundle('dist/widgets/react.js', ['react']) },
];

const LANGUAGES = /^drawdown-[a-z]{2}-\w+-[\w-]{8}\.js$/;
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["']\.\/([^"']+)["']/g;

/** Built files and what they need before they can run; not what they fetch later with `import()`. */
function needed(folder, entries) {
  const files = new Set(entries);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, imported] of text.matchAll(STATIC_IMPORT)) files.add(imported);
  }
  return files;
}

const textOf = (folder, files) => [...files].map((file) => readFileSync(join(folder, file), 'utf8')).join('');

const withImports = (folder, entry) => textOf(folder, needed(folder, [entry]));

/** What the script fetches with `import()` by these names, with all that it needs, without what is there already. */
function fetchedLater(folder, names) {
  const imported = readFileSync(join(folder, 'drawdown.js'), 'utf8').matchAll(/\bimport\([`"']\.\/([^`"']+)[`"']\)/g);
  const later = [...imported].map(([, file]) => file).filter((file) => names.test(file));
  if (later.length === 0) throw new Error(`Nothing named ${names} is fetched later`);
  const here = needed(folder, ['drawdown.js']);
  return textOf(
    folder,
    [...needed(folder, later)].filter((file) => !here.has(file)),
  );
}

/** The largest of these files, which are fetched one by one. */
function heaviest(folder, names) {
  const files = readdirSync(folder).filter((file) => names.test(file));
  if (files.length === 0) throw new Error(`Nothing is named ${names}`);
  const weigh = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
  const [largest] = files.sort((a, b) => weigh(b) - weigh(a));
  return readFileSync(join(folder, largest), 'utf8');
}

/** What a host's bundler makes of one element, minified, again without what is fetched later. */
async function bundle(entry, external = []) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'element' },
      // Vite keeps the white space of ES libraries; a page's bundle has none.
      // What is fetched later takes what it shares from the entry, as in a page's own bundle.
      rolldownOptions: { external, preserveEntrySignatures: 'allow-extension', output: { minify: true } },
    },
  });
  const chunks = new Map([result].flat()[0].output.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set([...chunks.values()].filter((chunk) => chunk.isEntry));
  for (const chunk of needed) for (const name of chunk.imports) if (chunks.has(name)) needed.add(chunks.get(name));
  return [...needed].map((chunk) => chunk.code).join('');
}

let over = 0;
for (const { what, limitKb, code } of BUDGETS) {
  const kb = gzipSync(await code(), { level: 9 }).length / 1000;
  if (kb > limitKb) over += 1;
  console.log(`${kb > limitKb ? '✗' : '✓'} ${what.padEnd(40)} ${kb.toFixed(1).padStart(6)} kB of ${limitKb} kB`);
}
process.exit(over > 0 ? 1 : 0);
