// Writes custom-elements.json, which describes the public interface of the elements, and the data for VS Code and
// JetBrains. Fails if a public name is not documented, or a documented name does not exist.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, elementsOf } from './manifest/analyse.mjs';
import { vscodeCss, vscodeHtml, webTypes } from './manifest/editors.mjs';
import { problemsOf } from './manifest/problems.mjs';
import { readSources } from './manifest/sources.mjs';

const [folder = 'widgets', output = 'dist/widgets'] = process.argv.slice(2);
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));

const sources = readSources(folder);
const manifest = analyse(sources, output);
const elements = elementsOf(manifest);
const problems = problemsOf(elements, sources);
for (const problem of problems) console.error(`✗ ${problem}`);

const files = {
  'custom-elements.json': manifest,
  'web-types.json': webTypes(elements, { name, version }),
  'vscode.html-custom-data.json': vscodeHtml(elements),
  'vscode.css-custom-data.json': vscodeCss(elements),
};
mkdirSync(output, { recursive: true });
for (const [file, content] of Object.entries(files)) {
  writeFileSync(join(output, file), `${JSON.stringify(content, null, 2)}\n`);
}
console.log(`${elements.length} elements in custom-elements.json, ${problems.length} problems`);
process.exit(problems.length > 0 || elements.length === 0 ? 1 : 0);
