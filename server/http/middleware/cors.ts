import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { HttpEnv } from '../deps.js';

/**
 * Lets pages of these origins, and of no others, read the customer's door. The token travels in a header, so no
 * credentials are allowed; the headers are listed, because hono would otherwise echo whatever is asked for.
 */
export const customerCors = (allowedOrigins: readonly string[]): MiddlewareHandler<HttpEnv> =>
  cors({
    origin: [...allowedOrigins],
    allowMethods: ['GET', 'HEAD'],
    allowHeaders: ['Authorization', 'Content-Type', 'Last-Event-ID'],
    exposeHeaders: ['X-Request-Id', 'Retry-After'],
    maxAge: 600,
  });

/** The widgets are public: any page may load them, with or without integrity checks. */
export const widgetCors: MiddlewareHandler<HttpEnv> = cors({ origin: '*', allowMethods: ['GET', 'HEAD'] });
