import type { Client } from 'drawdown/client';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { CUSTOMERS, findCustomer } from '../seed/customers.js';
import { createBackend } from './backend.js';
import { renderPage } from './document.js';
import { createExamples } from './examples.js';
import { pageFile } from './files.js';
import { createGallery } from './gallery.js';
import type { PageOptions } from './layout.js';
import { paint } from './muse.js';
import { renderPortal } from './portal.js';
import { chosenLanguage, preferencesOf } from './preferences.js';

/** Everything from this server and nothing inline: what the widgets promise to live with. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

type HostOptions = {
  readonly client: Client;
  /** Resolves when there is something to show. */
  readonly ready: Promise<unknown>;
  /** Whether the colleagues of a customer work while its page is looked at. */
  readonly colleagues: boolean;
};

/** Northlight's own server: its page, its backend, its files. */
export function createHost({ client, ready, colleagues }: HostOptions) {
  const host = new Hono();
  const headers = secureHeaders({ contentSecurityPolicy: POLICY, strictTransportSecurity: false });
  host.use('/', headers);
  host.use('/portal', headers);
  host.use('/studio/*', headers);
  host.use('/examples/*', headers);
  host.use('/gallery/*', headers);

  // A page without its balance is a page still: the element asks for it.
  const balancesOf = (id: string) => client.customers.balances(id).catch(() => null);
  for (const [path, render] of [
    ['/', async (options: PageOptions) => renderPage(options, await balancesOf(options.customer.id))],
    ['/portal', renderPortal],
  ] as const) {
    host.get(path, async (c) => {
      await ready;
      const customer = findCustomer(c.req.query('customer') ?? CUSTOMERS[0].id);
      if (!customer) return c.redirect(path);
      const plain = chosenLanguage(c);
      if (plain !== undefined) return c.redirect(plain);
      c.header('Cache-Control', 'no-store');
      const { origin } = new URL(c.req.url);
      return c.html(await render({ ...preferencesOf(c), customer, origin, colleagues }));
    });
  }

  host.use('/studio/api/*', async (_c, next) => {
    await ready;
    await next();
  });
  host.route('/studio/api', createBackend(client, { colleagues }));

  host.route('/examples', createExamples(client));
  host.route('/gallery', createGallery());

  host.get('/studio/art/:file{[A-Za-z0-9-]{1,64}\\.svg}', (c) => {
    c.header('Content-Type', 'image/svg+xml');
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(paint(c.req.param('file')));
  });

  host.get('/studio/:folder/:file', async (c) => {
    const file = await pageFile(`${c.req.param('folder')}/${c.req.param('file')}`);
    if (!file) return c.notFound();
    c.header('Content-Type', file.type);
    c.header('Cache-Control', 'no-cache');
    return c.body(file.body);
  });
  host.get('/favicon.ico', (c) => c.redirect('/studio/page/mark.svg'));
  return host;
}
