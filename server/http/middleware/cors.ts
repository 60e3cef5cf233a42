import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { noteHeaders } from '../mounting/answer.js';
import type { HttpEnv } from '../context.js';

const EXPOSED = 'X-Request-Id, Retry-After, Content-Disposition';

/**
 * Lets pages of these origins, and of no others, read the customer's door. The token travels in a header, so no
 * credentials are allowed; the headers are listed, because hono would otherwise echo whatever is asked for.
 *
 * Preflights are hono's. Its headers for the request itself are set after the answer, which costs a copy of every
 * answer and is too late for a stream, so those are noted here, before.
 */
export function customerCors(allowedOrigins: readonly string[]): MiddlewareHandler<HttpEnv> {
  const allowed = new Set(allowedOrigins);
  const preflight = cors({
    origin: [...allowedOrigins],
    allowMethods: ['GET', 'HEAD'],
    allowHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID'],
    maxAge: 600,
  });
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && allowed.has(origin);
    noteHeaders(c, {
      vary: 'Origin',
      ...(isAllowed && { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED }),
    });
    return next();
  };
}

/** The widgets are public: any page may load them, with or without integrity checks. */
export const widgetCors: MiddlewareHandler<HttpEnv> = cors({ origin: '*', allowMethods: ['GET', 'HEAD'] });
