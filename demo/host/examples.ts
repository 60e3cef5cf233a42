import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { renderReact } from '../examples/react/server.js';
import { bundled } from './bundle.js';

const FOLDER = new URL('../examples/', import.meta.url);
const CLIENTS: Readonly<Record<string, string>> = {
  'plain.js': 'plain/client.ts',
  'react.js': 'react/client.tsx',
  'vue.js': 'vue/client.ts',
};

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
    const client = CLIENTS[c.req.param('script')];
    if (!client) return c.notFound();
    return c.body(await bundled(new URL(client, FOLDER)), 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  return examples;
}
