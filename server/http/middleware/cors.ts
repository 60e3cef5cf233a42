import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { noteHeaders } from '../mounting/answer.js';
import type { HttpEnv } from '../context.js';

const EXPOSED = 'X-Request-Id, Retry-After, Content-Disposition';

/**
 * Lets pages of these origins only call the customer routes. Allows no cookies, because the token travels in a header.
 * Lists the allowed headers, because hono would otherwise allow every requested one.
 *
 * Hono answers the preflights. The headers of other requests are added here before the answer: hono would add them
 * afterwards, which copies every answer and is too late for a stream.
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

export const widgetCors: MiddlewareHandler<HttpEnv> = cors({ origin: '*', allowMethods: ['GET', 'HEAD'] });
