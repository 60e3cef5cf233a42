// Checks that every entry of the package exists and imports under Node, as server rendering and the tests of a host
// import it, and that the modules of the widgets are ES2021 with file names in imports. Needs the build.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';

// Scripts for CDNs have no conditions in `exports`. They run in pages only.
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const files = Object.values(exports).flatMap((target) => (typeof target === 'string' ? [] : Object.values(target)));

let broken = 0;
for (const file of files) {
  try {
    if (!existsSync(file)) throw new Error('is not there');
    if (file.endsWith('.js')) await import(new URL(`../${file}`, import.meta.url).href);
  } catch (error) {
    broken += 1;
    console.error(`✗ ${file}: ${error.message}`);
  }
}
const BARE = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]*(?<!\.js))['"]/g;
const language = { languageOptions: { ecmaVersion: 2021, sourceType: 'module' } };
const linter = new Linter();
const modules = readdirSync('dist/widgets', { recursive: true }).filter((name) => /^(?!cdn\b).*\.js$/.test(name));
for (const name of modules) {
  const code = readFileSync(join('dist/widgets', name), 'utf8');
  const problems = linter.verify(code, language).filter(({ fatal }) => fatal);
  const told = [
    ...problems.map(({ message, line }) => `is not ES2021: ${message} (line ${line})`),
    ...[...code.matchAll(BARE)].map(([, specifier]) => `imports ${specifier} without .js`),
  ];
  broken += told.length;
  for (const what of told) console.error(`✗ dist/widgets/${name}: ${what}`);
}

console.log(
  `${files.length} files of the package's entries, ${modules.length} modules of the widgets, ${broken} broken`,
);
process.exit(broken > 0 ? 1 : 0);
