// Writes dist/widgets/cdn/integrity.json: the digest of every file that the script tag can load, for pages with
// Subresource Integrity. Needs the build.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CDN = 'dist/widgets/cdn';
const IMPORTED = /[`"']\.\/(drawdown-[\w-]+\.js)[`"']/g;

const files = new Set(['drawdown.js', 'drawdown.iife.js']);
const digests = {};
for (const file of files) {
  const code = readFileSync(join(CDN, file), 'utf8');
  for (const [, imported] of code.matchAll(IMPORTED)) files.add(imported);
  digests[file] = `sha384-${createHash('sha384').update(code).digest('base64')}`;
}

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync(join(CDN, 'integrity.json'), `${JSON.stringify({ version, files: digests }, null, 2)}\n`);
console.log(`${files.size} files in integrity.json`);
