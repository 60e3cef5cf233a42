import { jsonAnswer } from '../answer.js';
import type { HttpDeps } from '../deps.js';
import type { App } from '../mount.js';

/** `/healthz`: the process is up. `/readyz`: the store answers as well. Neither says more, and neither asks who you are. */
export function mountHealth(app: App, { store }: HttpDeps): void {
  app.get('/healthz', (c) => jsonAnswer(c, { status: 'ok' }));
  app.get('/readyz', async (c) => {
    await store.ping();
    return jsonAnswer(c, { status: 'ready' });
  });
}
