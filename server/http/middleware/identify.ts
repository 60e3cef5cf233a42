import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { requestId } from 'hono/request-id';
import { noteHeaders } from '../mounting/answer.js';
import type { HttpEnv } from '../context.js';

const HEADER = 'x-request-id';
const WELL_FORMED = /^[\w\-=]{1,255}$/;

const known: MiddlewareHandler<HttpEnv> = requestId({
  // If Hono set the header, the answer would be slower: see `jsonAnswer`.
  headerName: '',
  generator(c) {
    const given = c.req.header(HEADER);
    return given !== undefined && WELL_FORMED.test(given) ? given : randomUUID();
  },
});

/** The answer contains the id. The caller's own id is kept if it is plain text. */
export const identify: MiddlewareHandler<HttpEnv> = (c, next) =>
  known(c, () => {
    noteHeaders(c, { [HEADER]: c.get('requestId') ?? '' });
    return next();
  });
