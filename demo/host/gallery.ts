import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { STATES } from '../../widgets/test/states/index.js';
import { lookIn } from '../gallery/looks.js';
import { bundled } from './bundle.js';
import { renderIndex, renderState, tagCalled } from './gallery-page.js';

const STAGE = new URL('../gallery/stage.ts', import.meta.url);

/** What the pages look like must not depend on the fonts of a machine. */
const FONTS = {
  'inter-400.woff2': import.meta.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'),
  'inter-500.woff2': import.meta.resolve('@fontsource/inter/files/inter-latin-500-normal.woff2'),
  'inter-600.woff2': import.meta.resolve('@fontsource/inter/files/inter-latin-600-normal.woff2'),
};

/** A page of its own for each state of each element: `/gallery/balance/low?theme=dark&dir=rtl&width=320&lang=ar`. */
export function createGallery() {
  const gallery = new Hono();
  gallery.get('/', (c) => c.html(renderIndex(lookIn(c.req.query()))));
  gallery.get('/stage.js', async (c) =>
    c.body(await bundled(STAGE), 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
  for (const [name, file] of Object.entries(FONTS)) {
    gallery.get(`/${name}`, async (c) =>
      c.body(await readFile(fileURLToPath(file)), 200, { 'Content-Type': 'font/woff2' }),
    );
  }
  gallery.get('/:element/:state', (c) => {
    const tag = tagCalled(c.req.param('element'));
    const name = c.req.param('state');
    const state = tag && Object.hasOwn(STATES[tag], name) ? STATES[tag][name] : undefined;
    return tag && state ? c.html(renderState(tag, name, state, lookIn(c.req.query()))) : c.notFound();
  });
  return gallery;
}
