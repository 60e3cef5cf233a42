import { StoreUnavailable } from '../../../store/ports/unavailable.js';
import type { Store } from '../../../store/ports/store.js';
import { jsonAnswer } from '../../mounting/answer.js';
import type { HttpDeps } from '../../context.js';
import { type App, mountOpen } from '../../mounting/mount.js';

const NOT_READY = 503;
/** Anybody may ask, so the store is not asked each time. */
const KEPT_MS = 1_000;

/** A store that only reads would answer reads for long, and refuse every report. */
async function schemaOf(store: Store): Promise<boolean> {
  const isCurrent = await store.schemaIsCurrent();
  if (isCurrent) await store.tryWrite();
  return isCurrent;
}

/**
 * `/healthz` tells that the process runs. `/readyz` tells whether the store takes writes, and whether its migrations and
 * the clock are in order.
 * Inconsistent accounts are reported, but keep the server ready: the other accounts need it.
 *
 * Neither needs a credential or gives details.
 */
export function mountHealth(app: App, { store, engine, logger, inspection }: HttpDeps): void {
  const schemaIsCurrent = keptFor(KEPT_MS, () =>
    schemaOf(store).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) logger.error({ err: error }, 'the store was asked whether it is ready');
      return null;
    }),
  );
  mountOpen(app, '/healthz', (c) => Promise.resolve(jsonAnswer(c, { status: 'ok' })));
  mountOpen(app, '/readyz', async (c) => {
    const schema = await schemaIsCurrent();
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

/** Calls `ask` again only when the last answer is older. Callers that wait share one call. */
function keptFor<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly atMs: number } | null = null;
  return () => {
    const nowMs = performance.now();
    if (kept === null || nowMs - kept.atMs >= ms) kept = { answer: ask(), atMs: nowMs };
    return kept.answer;
  };
}
