import type { HttpDeps } from '../deps.js';
import type { App } from '../mount.js';

const uncached = { 'cache-control': 'no-store' };

/** `/healthz`: the process is up. `/readyz`: the store answers as well. Neither says more, and neither asks who you are. */
export function mountHealth(app: App, { store }: HttpDeps): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }, 200, uncached));
  app.get('/readyz', async (c) => {
    await store.ping();
    return c.json({ status: 'ready' }, 200, uncached);
  });
}
