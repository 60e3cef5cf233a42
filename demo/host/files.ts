import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import ts from 'typescript';

const ROOT = new URL('../', import.meta.url);
/** What the page may have: names of ours in two folders, no dots but the last. */
const PATH = /^(page|words)\/[a-z-]+\.(js|css|svg)$/;
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type PageFile = { readonly body: string; readonly type: string };

const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), 'utf8');

async function load(path: string): Promise<PageFile> {
  const type = TYPES[extname(path)] ?? 'text/plain';
  if (!path.endsWith('.js')) return { body: await read(path), type };
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(await read(path.replace(/js$/, 'ts')), { compilerOptions });
  return { body: outputText, type };
}

const loaded = new Map<string, Promise<PageFile | null>>();

/** A script or style of the page, `page/main.js`; the scripts are TypeScript until they are asked for. */
export function pageFile(path: string): Promise<PageFile | null> {
  if (!PATH.test(path)) return Promise.resolve(null);
  const file = loaded.get(path) ?? load(path).catch(() => null);
  loaded.set(path, file);
  return file;
}
