import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export const kbOf = (code) => gzipSync(code, { level: 9 }).length / 1000;

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+)["'`]/g;

/** The entries with their static imports, which must load before they run. */
function needed(folder, entries) {
  const files = new Set(entries);
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, imported] of text.matchAll(STATIC_IMPORT)) files.add(imported);
  }
  return files;
}

const textOf = (folder, files) => [...files].map((file) => readFileSync(join(folder, file), 'utf8')).join('');

export const withImports = (folder, entry) => textOf(folder, needed(folder, [entry]));

/** The code that the script fetches with `import()` and has not loaded yet, for files whose names match. */
export function fetchedLater(folder, names) {
  const imported = readFileSync(join(folder, 'drawdown.js'), 'utf8').matchAll(/\bimport\([`"']\.\/([^`"']+)[`"']\)/g);
  const later = [...imported].map(([, file]) => file).filter((file) => names.test(file));
  if (later.length === 0) throw new Error(`The script fetches no file that matches ${names}`);
  const here = needed(folder, ['drawdown.js']);
  return textOf(
    folder,
    [...needed(folder, later)].filter((file) => !here.has(file)),
  );
}

export function heaviest(folder, matches) {
  const files = readdirSync(folder).filter((file) => file.endsWith('.js') && matches(file));
  if (files.length === 0) throw new Error(`No file in ${folder} matches`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
  return texts.reduce((one, other) => (kbOf(other) > kbOf(one) ? other : one));
}

/** The minified bundle of one entry, without `external` packages and without code that is fetched later. */
export async function bundle(entry, external = []) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'element' },
      rolldownOptions: {
        external,
        // Code that is fetched later shares modules with the entry, as in the bundle of a page.
        preserveEntrySignatures: 'allow-extension',
        // Vite keeps white space and annotations in ES libraries. The bundle of a page has neither.
        output: { minify: true, comments: { annotation: false } },
      },
    },
  });
  const chunks = new Map([result].flat()[0].output.map((chunk) => [chunk.fileName, chunk]));
  const parts = new Set([...chunks.values()].filter((chunk) => chunk.isEntry));
  for (const chunk of parts) for (const name of chunk.imports) if (chunks.has(name)) parts.add(chunks.get(name));
  return [...parts].map((chunk) => chunk.code).join('');
}
