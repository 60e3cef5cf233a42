import type { MiddlewareHandler } from 'hono';
import type { HttpDeps, HttpEnv } from '../context.js';

/**
 * Counts every request by its route, and writes a line for it: at debug level, or at warn level when it failed here.
 * What was asked and how it went; never headers, queries or bodies.
 */
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
