// Limits the number of code files in each folder of server/ and widgets/, so that a reader can overlook a folder. Prints
// every folder above the limit, and fails for a folder that is not excused or has grown.
import { readdirSync } from 'node:fs';

const LIMIT = 12;

/** These folders may be long: they have one file for each command, language or example, or test support. */
const LONG_LISTS = /(^|\/)(commands|languages|strings|examples|test)$/;

/** Folders above the limit, with their present number of files. The numbers may only go down. */
const EXCUSED = {
  'server/store/common': 21,
  'server/store/ports': 17,
  'server/store/postgres': 28,
  'server/store/sqlite': 29,
};

const isCode = (name) => /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name);

function* foldersBelow(path) {
  const children = readdirSync(path, { withFileTypes: true });
  yield { path, files: children.filter((child) => child.isFile() && isCode(child.name)).length };
  for (const child of children) if (child.isDirectory()) yield* foldersBelow(`${path}/${child.name}`);
}

const folders = ['server', 'widgets'].flatMap((root) => [...foldersBelow(root)]);
const above = folders.filter(({ path, files }) => files > LIMIT && !LONG_LISTS.test(path));
const failing = above.filter(({ path, files }) => files > (EXCUSED[path] ?? LIMIT));
for (const { path, files } of above) {
  const allowed = EXCUSED[path] ?? LIMIT;
  console.log(`${files > allowed ? '✗' : ' '} ${path}: ${files} code files, ${allowed} allowed`);
}
for (const [path, allowed] of Object.entries(EXCUSED)) {
  const files = folders.find((folder) => folder.path === path)?.files ?? 0;
  if (files < allowed) console.log(`  ${path} has shrunk to ${files}: lower or remove its number in this script`);
}
console.log(`${folders.length} folders, ${above.length} above ${LIMIT} code files, ${failing.length} not excused`);
process.exit(failing.length > 0 ? 1 : 0);
