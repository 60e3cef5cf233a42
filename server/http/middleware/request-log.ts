import type { MiddlewareHandler } from 'hono';
import type { HttpDeps, HttpEnv } from '../context.js';

/** Never logs headers, queries or bodies, because they may contain credentials or personal data. */
export function requestLog({ logger, metrics }: HttpDeps): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const startedMs = performance.now();
    await next();
    const seconds = (performance.now() - startedMs) / 1000;
    const { method, path } = c.req;
    const { status } = c.res;
    metrics.request(method, c.get('route') ?? 'other', status, seconds);
    const level = status >= 500 ? 'warn' : 'debug';
    if (!logger.isLevelEnabled(level)) return;
    logger[level](
      { requestId: c.get('requestId'), method, path, status, durationMs: Math.round(seconds * 1000) },
      'request',
    );
  };
}
