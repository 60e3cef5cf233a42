import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { renderReact } from '../examples/react/server.js';

const FOLDER = new URL('../examples/', import.meta.url);
const CLIENTS: Readonly<Record<string, string>> = {
  'plain.js': 'plain/client.ts',
  'react.js': 'react/client.tsx',
  'vue.js': 'vue/client.ts',
};

const built = new Map<string, Promise<string>>();

/** The script of one example, as its bundler makes it; when it is first asked for. */
async function bundle(client: string): Promise<string> {
  // Only who opens an example waits for a bundler.
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
      lib: { entry: fileURLToPath(new URL(client, FOLDER)), formats: ['es'], fileName: 'client' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error(`${client} gave nothing.`);
  return output.output[0].code;
}

const page = (title: string, script: string, content: string) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Credits in ${title}</title>
        <link rel="icon" href="/studio/page/mark.svg" />
        <script type="module" src="/examples/${script}"></script>
      </head>
      <body>
        <div id="root">${raw(content)}</div>
      </body>
    </html>`;

/** The same balance as plain HTML, in React (rendered here first) and in Vue. */
export function createExamples() {
  const examples = new Hono();
  examples.get('/plain', async (c) => c.html(await readFile(new URL('plain/index.html', FOLDER), 'utf8')));
  examples.get('/react', (c) => c.html(page('React', 'react.js', renderReact())));
  examples.get('/vue', (c) => c.html(page('Vue', 'vue.js', '')));
  examples.get('/:script', async (c) => {
    const name = c.req.param('script');
    const client = CLIENTS[name];
    if (!client) return c.notFound();
    const code = built.get(name) ?? bundle(client);
    built.set(name, code);
    return c.body(await code, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  return examples;
}
