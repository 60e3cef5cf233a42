import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { createBuilder } from 'vite';
import { findBrowser } from './scripts/browser.mjs';
import { servedPages } from './scripts/test-served.mjs';

const run = promisify(execFile);

/** Built when a test first requests a file, so that no test depends on an earlier build. */
const bundles = new Map();
async function bundle(environment) {
  const builder = await createBuilder({
    logLevel: 'error',
    environments: { [environment]: { build: { write: false } } },
  });
  const output = await builder.build(builder.environments[environment]);
  return new Map([output].flat()[0].output.map(({ fileName, code }) => [fileName, code]));
}

function built(environment) {
  if (!bundles.has(environment)) bundles.set(environment, bundle(environment));
  return bundles.get(environment);
}

/** Imports every module of the widgets under Node, as server rendering does. `stderr` holds the errors. */
async function importUnderNode() {
  const modules = readdirSync('widgets', { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^test\/|\.d\.ts$/.test(name));
  const program = `for (const name of ${JSON.stringify(modules)}) await import('./widgets/' + name);`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const { stderr } = await run(process.execPath, args).catch((error) => ({ stderr: error.stderr }));
  return { modules: modules.length, stderr };
}

/** Serves built files (`?version=` replaces the version in them), the result of the import under Node, and sources. */
function serving() {
  return {
    name: 'serving',
    async serve(context) {
      if (context.path === '/__node-import') return { body: JSON.stringify(await importUnderNode()), type: 'json' };
      if (context.path === '/__package') return { body: readFileSync('package.json', 'utf8'), type: 'json' };
      // The path must not end in `.ts`, or the plugin for TypeScript would remove the comments.
      if (context.path === '/__source')
        return { body: readFileSync(`widgets/${context.query.file}`, 'utf8'), type: 'text' };
      const [, environment, file] = /^\/__built\/(module|iife)\/([\w.-]+)$/.exec(context.path) ?? [];
      if (!environment) return undefined;
      const code = (await built(environment)).get(file) ?? (await built('module')).get(file);
      const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
      const headers = { 'Access-Control-Allow-Origin': '*' };
      return { body: code.replaceAll(version, context.query.version ?? version), type: 'js', headers };
    },
  };
}

const root = process.getuid?.() === 0;

export default {
  files: 'widgets/**/*.test.ts',
  nodeResolve: { exportConditions: ['production', 'browser'] },
  concurrency: 2,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 120_000,
  // Only scripts/test-widgets.mjs measures coverage, because it runs all tests.
  coverageConfig: {
    include: ['widgets/**/*.ts'],
    exclude: ['widgets/test/**', 'widgets/**/*.test.ts', '**/node_modules/**'],
    report: false,
    threshold: { statements: 95, branches: 95, functions: 95, lines: 95 },
  },
  testFramework: { config: { timeout: 10_000 } },
  plugins: [serving(), servedPages(), esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'widgets/tsconfig.json' })],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: await findBrowser(),
        args: [
          ...(root ? ['--no-sandbox'] : []),
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
};
