// Limits the code files of each folder under server/ and widgets/, so that a folder stays small enough to read at a
// glance. Fails for every folder above the limit.
import { readdirSync } from 'node:fs';

const LIMIT = 12;

/** Folders that may be long: one file for each command, port, language or example, and test support. */
const LONG_LISTS = /(^|\/)(commands|ports|languages|strings|examples|test)$/;

const isCode = (name) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name);

/** Yields every folder below `path` with the number of its own code files. */
function* foldersBelow(path) {
  const children = readdirSync(path, { withFileTypes: true });
  yield { path, files: children.filter((child) => child.isFile() && isCode(child.name)).length };
  for (const child of children) if (child.isDirectory()) yield* foldersBelow(`${path}/${child.name}`);
}

const folders = ['server', 'widgets'].flatMap((root) => [...foldersBelow(root)]);
const above = folders.filter(({ path, files }) => files > LIMIT && !LONG_LISTS.test(path));
for (const { path, files } of above) console.log(`✗ ${path}: ${files} code files, ${LIMIT} allowed`);
console.log(`${folders.length} folders, ${above.length} above ${LIMIT} code files`);
process.exit(above.length > 0 ? 1 : 0);
