import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { HttpEnv } from '../deps.js';

/** One line a request, at debug level: what was asked and how it went; never headers, queries or bodies. */
export function requestLog(logger: Logger): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if (!logger.isLevelEnabled('debug')) return next();
    const startedMs = performance.now();
    await next();
    const { method, path } = c.req;
    const durationMs = Math.round(performance.now() - startedMs);
    logger.debug({ requestId: c.get('requestId'), method, path, status: c.res.status, durationMs }, 'request');
  };
}
