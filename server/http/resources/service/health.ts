import { StoreUnavailable } from '../../../store/ports/unavailable.js';
import { jsonAnswer } from '../../mounting/answer.js';
import type { HttpDeps } from '../../context.js';
import type { App } from '../../mounting/mount.js';

const NOT_READY = 503;

/**
 * `/healthz`: the process is up. `/readyz`: it can do its work, or which of its needs is not met: the store answers, it
 * has exactly the migrations of this version, the clock can be trusted. What does not add up in the ledger is told too, and
 * is no reason to stop: it concerns some accounts, and a server that is taken away serves none. Neither asks who you are
 * or says why.
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
