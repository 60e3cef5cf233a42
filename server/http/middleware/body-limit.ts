import { bodyLimit } from 'hono/body-limit';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../deps.js';
import { Rejection } from '../problems.js';

/** The longest body, in bytes. */
export const LONGEST_BODY = 64 * 1024;

export const tooLarge = () => new Rejection('payload_too_large', `The body may have at most ${LONGEST_BODY} bytes.`);

const countedLimit: MiddlewareHandler<HttpEnv> = bodyLimit({
  maxSize: LONGEST_BODY,
  onError: () => {
    throw tooLarge();
  },
});

/**
 * Refuses bodies that are too large: by their stated length, which Node's parser enforces, or by counting what
 * arrives where none is stated. Counting builds a second request, so it is kept for those who make it necessary.
 */
export const limitBody: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const stated = c.req.header('content-length');
  if (stated === undefined || c.req.header('transfer-encoding') !== undefined) {
    return c.req.method === 'GET' || c.req.method === 'HEAD' ? next() : countedLimit(c, next);
  }
  if (!/^\d{1,15}$/.test(stated) || Number(stated) > LONGEST_BODY) throw tooLarge();
  return next();
};
