// Fails if the public surface of the built widgets (attributes, events, parts, strings and so on) differs from
// widgets/surface.txt, so that every change for hosts shows in review. `--write` writes the file.
import { readFileSync, writeFileSync } from 'node:fs';
import { elementsOf } from './manifest/analyse.mjs';

const FILE = 'widgets/surface.txt';
const STRINGS = 'dist/widgets/kit/strings/all.js';

const typed = ({ name, type }) => (type?.text ? `${name}: ${type.text.replace(/\s+/g, ' ')}` : name);

function* offeredBy(element) {
  const { tagName: tag, attributes = [], members = [], events = [], slots = [] } = element;
  for (const attribute of attributes) yield `${tag} attribute ${attribute.name}`;
  for (const member of members) {
    if (member.kind === 'field' && !member.static) yield `${tag} property ${typed(member)}`;
    if (member.kind === 'method') yield `${tag} method ${member.name}()`;
  }
  for (const { name, type } of events) yield `${tag} event ${name}: ${type.text}`;
  for (const { name } of slots) yield `${tag} slot ${name}`;
  for (const { name } of element.cssParts ?? []) yield `${tag} part ${name}`;
  for (const { name } of element.cssProperties ?? []) yield `${tag} variable ${name}`;
  for (const { name } of element.cssStates ?? []) yield `${tag} state ${name}`;
}

/** Nested keys are joined with dots. The plural forms of a string are one key. */
function* keysOf(words, path) {
  for (const [key, value] of Object.entries(words)) {
    const isWord = typeof value === 'string' || 'other' in value;
    if (isWord) yield `strings ${path}${key}`;
    else yield* keysOf(value, `${path}${key}.`);
  }
}

const manifest = JSON.parse(readFileSync('dist/widgets/custom-elements.json', 'utf8'));
const { ENGLISH } = await import(new URL(`../${STRINGS}`, import.meta.url).href);
const now = [...elementsOf(manifest).flatMap((element) => [...offeredBy(element)]), ...keysOf(ENGLISH, '')];
const lines = [...new Set(now)].sort();

if (process.argv.includes('--write')) {
  writeFileSync(FILE, `${lines.join('\n')}\n`);
  console.log(`${lines.length} lines in ${FILE}`);
} else {
  const before = readFileSync(FILE, 'utf8').trim().split('\n');
  const gone = before.filter((line) => !lines.includes(line)).map((line) => `- ${line}`);
  const added = lines.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  for (const change of [...gone, ...added]) console.error(change);
  const differs = gone.length + added.length > 0;
  if (differs)
    console.error('✗ The surface has changed. Run node scripts/surface.mjs --write, and add a line to CHANGELOG.md.');
  console.log(`${lines.length} lines of the widgets' surface, ${gone.length} gone, ${added.length} new`);
  process.exit(differs ? 1 : 0);
}
