import type { MiddlewareHandler } from 'hono';
import type { HttpEnv, SandboxClock } from '../context.js';

/** Adopts a move of the test clock by another instance before a request is answered. */
export function followTestClock(clock: SandboxClock): MiddlewareHandler<HttpEnv> {
  return async (_c, next) => {
    await clock.follow();
    await next();
  };
}
