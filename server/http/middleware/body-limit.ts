import { bodyLimit } from 'hono/body-limit';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../context.js';
import { Rejection } from '../mounting/rejection.js';

/** In bytes, for routes without a limit of their own. */
const LONGEST_BODY = 64 * 1024;

export const longestBody = (route: object): number =>
  'x-max-body-bytes' in route ? Number(route['x-max-body-bytes']) : LONGEST_BODY;

export const tooLarge = (most: number) =>
  new Rejection('payload_too_large', `The body may have at most ${most} bytes.`);

/**
 * Checks `Content-Length`, which Node enforces. Bytes are counted only without it, because that builds a second
 * request.
 */
export function limitBody(most: number): MiddlewareHandler<HttpEnv> {
  const countedLimit: MiddlewareHandler<HttpEnv> = bodyLimit({
    maxSize: most,
    onError: () => {
      throw tooLarge(most);
    },
  });
  return async (c, next) => {
    const stated = c.req.header('content-length');
    if (stated === undefined || c.req.header('transfer-encoding') !== undefined) {
      return c.req.method === 'GET' || c.req.method === 'HEAD' ? next() : countedLimit(c, next);
    }
    if (!/^\d{1,15}$/.test(stated) || Number(stated) > most) throw tooLarge(most);
    return next();
  };
}
