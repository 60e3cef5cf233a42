import { readFile } from 'node:fs/promises';
import type { Client } from 'drawdown/client';
import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import { renderReact } from '../examples/react/server.js';
import { bundleFor } from './assets.js';
import { preferencesOf, type Theme } from './preferences.js';

const FOLDER = new URL('../examples/', import.meta.url);

type Example = {
  readonly title: string;
  readonly client: string;
  readonly files: readonly string[];
  content(client: Client): Promise<{ readonly markup: string; readonly props?: object }>;
};

const read = (file: string): Promise<string> => readFile(new URL(file, FOLDER), 'utf8');

const EXAMPLES: Readonly<Record<string, Example>> = {
  plain: {
    title: 'HTML',
    client: 'plain/client.ts',
    files: ['plain/page.html', 'plain/client.ts'],
    content: async () => ({ markup: await read('plain/page.html') }),
  },
  react: {
    title: 'React',
    client: 'react/client.tsx',
    files: ['react/app.tsx', 'react/client.tsx', 'react/server.tsx'],
    content: renderReact,
  },
  vue: {
    title: 'Vue',
    client: 'vue/client.ts',
    files: ['vue/client.ts'],
    content: () => Promise.resolve({ markup: '' }),
  },
};

async function page(name: string, { title, files, content }: Example, theme: Theme, client: Client) {
  const { markup, props = {} } = await content(client);
  const sources = await Promise.all([...files, 'shared.ts'].map(async (file) => ({ file, text: await read(file) })));
  // The source of the plain page has its own script tag.
  const script = name === 'plain' ? '' : html`<script type="module" src="/examples/${name}.js"></script>`;
  return html`<!doctype html>
    <html lang="en" data-theme="${theme}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Credits in ${title}</title>
        <link rel="icon" href="/studio/page/mark.svg" />
        <link rel="stylesheet" href="/studio/page/styles/base.css" />
        <link rel="stylesheet" href="/studio/page/styles/examples.css" />
        ${script}
      </head>
      <body>
        <header>
          <a href="/">Northlight</a>
          <nav aria-label="Examples">
            ${Object.entries(EXAMPLES).map(
              ([id, { title: other }]) =>
                html`<a href="/examples/${id}" ${id === name ? raw('aria-current="page"') : ''}>${other}</a>`,
            )}
          </nav>
        </header>
        <main>
          <div id="root" class="root" data-props="${JSON.stringify(props)}">${raw(markup)}</div>
          <section class="sources" aria-labelledby="sources-title">
            <h2 id="sources-title">The whole source</h2>
            ${sources.map(
              ({ file, text }) =>
                html`<h3>${file.replace(/^.*\//, '')}</h3>
                  <pre tabindex="0" aria-label="${file}"><code>${text}</code></pre>`,
            )}
          </section>
        </main>
      </body>
    </html>`;
}

export function createExamples(client: Client) {
  const examples = new Hono();
  examples.get('/:name{[a-z]+}', async (c) => {
    const name = c.req.param('name');
    const example = EXAMPLES[name];
    if (!example) return c.notFound();
    return c.html(await page(name, example, preferencesOf(c).theme, client));
  });
  examples.get('/:script{[a-z]+\\.js}', async (c) => {
    const script = EXAMPLES[c.req.param('script').replace('.js', '')]?.client;
    if (script === undefined) return c.notFound();
    return c.body(await bundleFor(new URL(script, FOLDER)), 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
  });
  return examples;
}
