import { fileURLToPath } from 'node:url';

/** A script of the demo with everything that it imports, in one file. */
async function bundle(entry: URL): Promise<string> {
  // Only who opens a page that needs it waits for a bundler.
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

const built = new Map<string, Promise<string>>();

/** The same, made when it is first asked for. */
export function bundled(entry: URL): Promise<string> {
  const code = built.get(entry.href) ?? bundle(entry);
  built.set(entry.href, code);
  return code;
}
