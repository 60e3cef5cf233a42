import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { noteHeaders } from '../mounting/answer.js';
import type { HttpDeps, HttpEnv } from '../context.js';

const EXPOSED = 'X-Request-Id, Retry-After, Content-Disposition';

/** In a sandbox pages of this machine are allowed, whatever server delivers them. */
const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;
/** Bounds the memory, because anybody can send any origin. */
const MOST_REFUSED = 100;
const LONGEST_ORIGIN = 200;

/**
 * Lets only pages of these origins call the customer routes. Allows no cookies, because the token travels in a header.
 * Every requested header is allowed: tracing on the host's page adds its own to each request, and the server reads no
 * header that a page must not set.
 *
 * Hono answers only the preflights. It would add the headers of other requests after the answer, which copies the
 * answer and is too late for a stream.
 */
export function customerCors(
  deps: Pick<HttpDeps, 'allowedOrigins' | 'sandbox' | 'logger'>,
): MiddlewareHandler<HttpEnv> {
  const isAllowed = originCheck(deps);
  const preflight = cors({
    origin: (origin) => (isAllowed(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD'],
    maxAge: 600,
  });
  return async (c, next) => {
    if (c.req.method === 'OPTIONS') return preflight(c, next);
    const origin = c.req.header('origin');
    noteHeaders(c, {
      vary: 'Origin',
      ...(origin !== undefined &&
        isAllowed(origin) && { 'access-control-allow-origin': origin, 'access-control-expose-headers': EXPOSED }),
    });
    return next();
  };
}

/** The page learns nothing of a refusal, so the log tells once of each origin how to allow it. */
function originCheck({ allowedOrigins, sandbox, logger }: Parameters<typeof customerCors>[0]) {
  const allowed = new Set(allowedOrigins);
  const refused = new Set<string>();
  return (origin: string): boolean => {
    if (allowed.has(origin) || (sandbox !== null && LOCAL.test(origin))) return true;
    const shown = origin.slice(0, LONGEST_ORIGIN);
    if (shown !== '' && !refused.has(shown) && refused.size < MOST_REFUSED) {
      refused.add(shown);
      logger.warn({ origin: shown }, 'pages of this origin are refused: it is not in DRAWDOWN_ALLOWED_ORIGINS');
    }
    return false;
  };
}

export const widgetCors: MiddlewareHandler<HttpEnv> = cors({ origin: '*', allowMethods: ['GET', 'HEAD'] });
