import type { Client } from 'drawdown/client';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import { CUSTOMERS, customerCalled } from '../story/customers.js';
import { createBackend } from './backend.js';
import { renderPage } from './document.js';
import { createExamples } from './examples.js';
import { pageFile } from './files.js';
import { paint } from './muse.js';
import { renderPortal } from './portal.js';

/** Everything from this server and nothing inline: what the widgets promise to live with. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Northlight's own server: its page, its backend, its files. `ready` resolves when there is something to show. */
export function createHost({ client, ready }: { readonly client: Client; readonly ready: Promise<unknown> }) {
  const host = new Hono();
  const headers = secureHeaders({ contentSecurityPolicy: POLICY, strictTransportSecurity: false });
  host.use('/', headers);
  host.use('/portal', headers);
  host.use('/studio/*', headers);
  host.use('/examples/*', headers);

  for (const [path, render] of [
    ['/', renderPage],
    ['/portal', renderPortal],
  ] as const) {
    host.get(path, async (c) => {
      await ready;
      const wanted = c.req.query('customer');
      const customer = customerCalled(wanted ?? CUSTOMERS[0].id);
      if (!customer) return c.redirect(path);
      c.header('Cache-Control', 'no-store');
      return c.html(render({ customer, origin: new URL(c.req.url).origin, theme: getCookie(c, 'theme') }));
    });
  }

  host.use('/studio/api/*', async (_c, next) => {
    await ready;
    await next();
  });
  host.route('/studio/api', createBackend(client));

  host.route('/examples', createExamples());

  host.get('/studio/art/:file{[A-Za-z0-9-]{1,64}\\.svg}', (c) => {
    c.header('Content-Type', 'image/svg+xml');
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(paint(c.req.param('file')));
  });

  host.get('/studio/:file', async (c) => {
    const file = await pageFile(c.req.param('file'));
    if (!file) return c.notFound();
    c.header('Content-Type', file.type);
    c.header('Cache-Control', 'no-cache');
    return c.body(file.body);
  });
  host.get('/favicon.ico', (c) => c.redirect('/studio/mark.svg'));
  return host;
}
