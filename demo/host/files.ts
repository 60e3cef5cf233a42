import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import ts from 'typescript';

const FOLDER = new URL('../page/', import.meta.url);
/** Names of ours and nothing else: no slashes, no dots but the last. */
const NAME = /^[a-z-]+\.(js|css|svg)$/;
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

type PageFile = { readonly body: string; readonly type: string };

const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), 'utf8');

async function load(name: string): Promise<PageFile> {
  const type = TYPES[extname(name)] ?? 'text/plain';
  if (!name.endsWith('.js')) return { body: await read(name), type };
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  const { outputText } = ts.transpileModule(await read(name.replace(/js$/, 'ts')), { compilerOptions });
  return { body: outputText, type };
}

const loaded = new Map<string, Promise<PageFile | null>>();

/** A script or style of the page; the scripts are TypeScript until they are asked for. */
export function pageFile(name: string): Promise<PageFile | null> {
  if (!NAME.test(name)) return Promise.resolve(null);
  const file = loaded.get(name) ?? load(name).catch(() => null);
  loaded.set(name, file);
  return file;
}
