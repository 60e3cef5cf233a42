import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { noteHeaders } from '../mounting/answer.js';
import type { HttpEnv } from '../context.js';

const EXPOSED = 'X-Request-Id, Retry-After, Content-Disposition';

/**
 * Lets only pages of these origins call the customer routes. Allows no cookies, because the token travels in a header.
 * Every requested header is allowed: tracing on the host's page adds its own to each request, and the server reads no
 * header that a page must not set.
 *
 * Hono answers only the preflights. It would add the headers of other requests after the answer, which copies the
 * answer and is too late for a stream.
 */
export function customerCors(allowedOrigins: readonly string[]): MiddlewareHandler<HttpEnv> {
  const allowed = new Set(allowedOrigins);
  const preflight = cors({
    origin: [...allowedOrigins],
    allowMethods: ['GET', 'HEAD'],
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
