import { StoreUnavailable } from '../../../store/ports/unavailable.js';
import { jsonAnswer } from '../../mounting/answer.js';
import type { HttpDeps } from '../../context.js';
import type { App } from '../../mounting/mount.js';

const NOT_READY = 503;

/**
 * `/healthz` tells that the process runs. `/readyz` tells whether the store, its migrations and the clock are in order.
 * Inconsistent accounts are reported, but keep the server ready: the other accounts need it.
 *
 * Neither needs a credential or gives details.
 */
export function mountHealth(app: App, { store, engine, logger, inspection }: HttpDeps): void {
  app.get('/healthz', (c) => jsonAnswer(c, { status: 'ok' }));
  app.get('/readyz', async (c) => {
    const schema = await store.schemaIsCurrent().catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) logger.error({ err: error }, 'the store was asked whether it is ready');
      return null;
    });
    const checks = {
      store: schema === null ? 'unavailable' : 'ok',
      migrations: schema === null ? 'unknown' : schema ? 'ok' : 'other_version',
      clock: engine.clock.steady() ? 'ok' : 'jumped',
    };
    const isReady = Object.values(checks).every((check) => check === 'ok');
    const seen = inspection();
    const ledger = seen === null ? 'unknown' : seen.findings === 0 ? 'ok' : 'unsound';
    const body = { status: isReady ? 'ready' : 'not_ready', checks: { ...checks, ledger } };
    return jsonAnswer(c, body, isReady ? 200 : NOT_READY);
  });
}
