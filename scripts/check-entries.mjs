// Every entry of the package is there and imports under Node without throwing, as server rendering and a host's tests
// import it. Needs the build.
import { existsSync, readFileSync } from 'node:fs';

// The scripts for CDNs are left out: they are for pages alone.
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
console.log(`${files.length} files of the package's entries, ${broken} broken`);
process.exit(broken > 0 ? 1 : 0);
