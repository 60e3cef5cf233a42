import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { STATES } from '../../../widgets/test/states/index.js';
import { parseLook } from '../../gallery/looks.js';
import { bundleFor } from '../assets.js';
import { findTag, renderIndex, renderState } from './pages.js';

const SCRIPT = new URL('../../gallery/page.ts', import.meta.url);

/** Screenshots must not depend on the fonts of the machine. */
const FONTS = {
  'inter-400.woff2': import.meta.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'),
  'inter-500.woff2': import.meta.resolve('@fontsource/inter/files/inter-latin-500-normal.woff2'),
  'inter-600.woff2': import.meta.resolve('@fontsource/inter/files/inter-latin-600-normal.woff2'),
};

/** One page per state of each element: `/gallery/balance/low?theme=dark&dir=rtl&width=320&lang=ar`. */
export function createGallery() {
  const gallery = new Hono();
  gallery.get('/', (c) => c.html(renderIndex(parseLook(c.req.query()))));
  gallery.get('/page.js', async (c) =>
    c.body(await bundleFor(SCRIPT), 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  );
  for (const [name, file] of Object.entries(FONTS)) {
    gallery.get(`/${name}`, async (c) =>
      c.body(await readFile(fileURLToPath(file)), 200, { 'Content-Type': 'font/woff2' }),
    );
  }
  gallery.get('/:element/:state', (c) => {
    const tag = findTag(c.req.param('element'));
    const name = c.req.param('state');
    const state = tag && Object.hasOwn(STATES[tag], name) ? STATES[tag][name] : undefined;
    return tag && state ? c.html(renderState(tag, name, state, parseLook(c.req.query()))) : c.notFound();
  });
  return gallery;
}
