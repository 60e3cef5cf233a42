import type { Client } from 'drawdown/client';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { CUSTOMERS, findCustomer } from '../seed/customers.js';
import { pageFile } from './assets.js';
import { createBackend } from './backend/api.js';
import { pictureFor } from './backend/generator.js';
import { createExamples } from './examples.js';
import { createGallery } from './gallery/routes.js';
import type { PageOptions } from './pages/layout.js';
import { renderPortal } from './pages/portal.js';
import { renderStudio } from './pages/studio.js';
import { preferencesOf, saveLanguage } from './preferences.js';

/** The widgets promise to work under a policy that allows this server only and nothing inline. */
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
  readonly ready: Promise<unknown>;
  readonly colleagues: boolean;
};

export function createHost({ client, ready, colleagues }: HostOptions) {
  const host = new Hono();
  const headers = secureHeaders({ contentSecurityPolicy: POLICY, strictTransportSecurity: false });
  host.use('/', headers);
  host.use('/portal', headers);
  host.use('/studio/*', headers);
  host.use('/examples/*', headers);
  host.use('/gallery/*', headers);

  // If this fails, the element loads the balance itself.
  const balancesOf = (id: string) => client.customers.balances(id).catch(() => null);
  for (const [path, render] of [
    ['/', async (options: PageOptions) => renderStudio(options, await balancesOf(options.customer.id))],
    ['/portal', renderPortal],
  ] as const) {
    host.get(path, async (c) => {
      await ready;
      const customer = findCustomer(c.req.query('customer') ?? CUSTOMERS[0].id);
      if (!customer) return c.redirect(path);
      const target = saveLanguage(c);
      if (target !== null) return c.redirect(target);
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

  host.get('/studio/pictures/:file{[A-Za-z0-9-]{1,64}\\.svg}', (c) => {
    c.header('Content-Type', 'image/svg+xml');
    c.header('Cache-Control', 'public, max-age=3600');
    return c.body(pictureFor(c.req.param('file')));
  });

  host.get('/studio/:path{.+}', async (c) => {
    const file = await pageFile(c.req.param('path'));
    if (!file) return c.notFound();
    c.header('Content-Type', file.type);
    c.header('Cache-Control', 'no-cache');
    return c.body(file.body);
  });
  host.get('/favicon.ico', (c) => c.redirect('/studio/page/mark.svg'));
  return host;
}
