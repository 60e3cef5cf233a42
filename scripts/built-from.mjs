// Records which sources dist/ was built from, so that no test runs against an old build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const RECORD = 'dist/built-from.txt';

const FOLDERS = ['server', 'widgets', 'scripts/manifest'];

/** The lock file stands for the packages that are bundled. */
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'vite.config.ts',
  'scripts/copy-files.mjs',
  'scripts/integrity.mjs',
  'scripts/manifest.mjs',
];

const isLeftOut = (file) => /\.test\.ts$|^widgets\/test\/|^widgets\/surface\.txt$|\.tsbuildinfo$/.test(file);

function filesIn(project, folder) {
  const entries = readdirSync(join(project, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(project, '/').length).replaceAll('\\', '/'));
}

export function digestOfSources(project = process.cwd()) {
  const files = [...FILES, ...FOLDERS.flatMap((folder) => filesIn(project, folder))];
  const digest = createHash('sha256');
  for (const file of files.filter((each) => !isLeftOut(each)).sort()) {
    const content = readFileSync(join(project, file));
    digest.update(`${file} ${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

export function forgetBuild(project = process.cwd()) {
  rmSync(join(project, RECORD), { force: true });
}

/** @param {string} digest what `digestOfSources` returned before the build began */
export function recordBuild(digest, project = process.cwd()) {
  mkdirSync(dirname(join(project, RECORD)), { recursive: true });
  writeFileSync(join(project, RECORD), `${digest}\n`);
}

/** @returns {string | null} why tests must not use dist/; `null` if it was built from these sources */
export function whyNotBuilt(project = process.cwd()) {
  const record = join(project, RECORD);
  if (!existsSync(record)) return 'dist/ holds no complete build. Run: npm run build';
  if (readFileSync(record, 'utf8').trim() === digestOfSources(project)) return null;
  return 'dist/ is older than the sources it was built from. Run: npm run build';
}
