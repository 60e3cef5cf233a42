// Starts the threads of the stores from compiled code. Vitest transforms what it imports itself, but a thread loads its
// file by itself, and Node 20 knows no TypeScript there. A loader in every thread would compile the same files hundreds
// of times, so they are compiled once, beside each other, and again when a source changes.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import workerThreads from 'node:worker_threads';

const SERVER = fileURLToPath(new URL('../../server/', import.meta.url));
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/drawdown-threads/', import.meta.url));

const require = createRequire(import.meta.url);

const nameOf = (file) => file.replace(/\.ts$/, '.js');
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));

/** Loads the compiler only where something is to be compiled: it takes longer than most tests. */
function javascriptOf(fileName) {
  const { transpileModule, ModuleKind, ScriptTarget } = require('typescript');
  const compilerOptions = { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, inlineSourceMap: true };
  return transpileModule(readFileSync(fileName, 'utf8'), { fileName, compilerOptions }).outputText;
}

function compile(file) {
  const [from, to] = [join(SERVER, file), join(COMPILED, nameOf(file))];
  const { mtime } = statSync(from);
  if (statSync(to, { throwIfNoEntry: false })?.mtimeMs === mtime.getTime()) return;
  const output = file.endsWith('.ts') ? javascriptOf(from) : readFileSync(from);
  // Two test files that start at once may both compile a file; neither may read half of it.
  const draft = `${to}.${process.pid}`;
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(draft, output);
  utimesSync(draft, mtime, mtime);
  renameSync(draft, to);
}

function compileAll() {
  const files = filesIn(SERVER);
  const names = new Set(files.map(nameOf));
  mkdirSync(COMPILED, { recursive: true });
  // A migration that was renamed must not be applied twice.
  for (const old of filesIn(COMPILED)) {
    if (!names.has(old) && !/\.\d+$/.test(old)) rmSync(join(COMPILED, old), { force: true });
  }
  files.forEach(compile);
}

let isCompiled = false;

workerThreads.Worker = class extends workerThreads.Worker {
  constructor(file, options) {
    const path = file instanceof URL ? fileURLToPath(file) : file;
    const isOurs = path.startsWith(SERVER) && path.endsWith('.ts');
    if (!isOurs) {
      super(file, options);
      return;
    }
    if (!isCompiled) compileAll();
    isCompiled = true;
    super(join(COMPILED, nameOf(relative(SERVER, path))), { execArgv: [], ...options });
  }
};
syncBuiltinESMExports();
