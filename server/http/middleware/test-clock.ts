import type { MiddlewareHandler } from 'hono';
import type { HttpEnv, SandboxClock } from '../context.js';

export function followTestClock(clock: SandboxClock): MiddlewareHandler<HttpEnv> {
  return async (_c, next) => {
    await clock.follow();
    await next();
  };
}
