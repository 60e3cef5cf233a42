import type { MiddlewareHandler } from 'hono';
import type { HttpEnv, SandboxClock } from '../context.js';

/** Whoever asks after another instance has moved the test clock is answered with the time it has moved to. */
export function followTestClock(clock: SandboxClock): MiddlewareHandler<HttpEnv> {
  return async (_c, next) => {
    await clock.follow();
    await next();
  };
}
