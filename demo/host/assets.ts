import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = new URL('../', import.meta.url);
/** Browsers may read only these files: a folder, an optional subfolder, and a name with one dot. */
const PATH = /^(page|shared|words)\/([a-z-]+\/)?[a-z-]+\.(js|css|svg)$/;
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

const pageFiles = new Map<string, Promise<PageFile | null>>();

/** Reads a file such as `page/main.js`, and compiles it on the first request. `null` if there is none. */
export function pageFile(path: string): Promise<PageFile | null> {
  if (!PATH.test(path)) return Promise.resolve(null);
  const file = pageFiles.get(path) ?? load(path).catch(() => null);
  pageFiles.set(path, file);
  return file;
}

async function bundle(entry: URL): Promise<string> {
  // Imported here, so that the start of the demo does not wait for the bundler.
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['browser', 'module', 'production'] },
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(entry), formats: ['es'], fileName: 'client' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error(`${entry.pathname} gave nothing.`);
  return output.output[0].code;
}

const bundles = new Map<string, Promise<string>>();

export function bundleFor(entry: URL): Promise<string> {
  const code = bundles.get(entry.href) ?? bundle(entry);
  bundles.set(entry.href, code);
  return code;
}
