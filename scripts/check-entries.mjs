// Every entry of the package is there and imports under Node without throwing, as server rendering and a host's tests
// import it. Needs the build.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** The files that one export names: itself, or for `./widgets/*.js` each module of that folder. */
function files(target) {
  if (!target.includes('*')) return [target];
  const [folder, ending] = target.split('*');
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => folder + name);
}

const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const targets = Object.values(exports).flatMap((target) =>
  typeof target === 'string' ? [target] : Object.values(target),
);

let broken = 0;
for (const file of targets.flatMap(files)) {
  try {
    if (!existsSync(file)) throw new Error('is not there');
    if (file.endsWith('.js')) await import(new URL(`../${file}`, import.meta.url).href);
  } catch (error) {
    broken += 1;
    console.error(`✗ ${file}: ${error.message}`);
  }
}
console.log(`${targets.flatMap(files).length} files of the package's entries, ${broken} broken`);
process.exit(broken > 0 ? 1 : 0);
