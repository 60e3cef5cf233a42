import type { HttpBindings } from '@hono/node-server';
import type { Logger } from 'pino';
import type { HttpContext } from '../context.js';
import { problemAnswer, rejectionOf } from './problem.js';
import { Rejection } from './rejection.js';

export const unexpected = () =>
  new Rejection('internal_error', 'The error was logged. The request id identifies it in the log.');

/** `true` if the client left before its whole request arrived, which is no fault of the server. */
function hasHungUp(c: HttpContext): boolean {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return incoming?.destroyed === true && 'complete' in incoming && !incoming.complete;
}

const brokenOff = () => new Rejection('invalid_request', 'The connection ended before the whole request arrived.');

/** Logs unexpected errors and hides their details from the caller. */
export function onError(logger: Logger): (error: Error, c: HttpContext) => Response {
  return (error, c) => {
    const rejection = rejectionOf(error) ?? (hasHungUp(c) ? brokenOff() : null);
    const { method, path } = c.req;
    const request = { requestId: c.get('requestId'), method, path };
    if (!rejection) logger.error({ ...request, err: error }, 'a request failed unexpectedly');
    else if (rejection.code === 'unauthorized' || rejection.code === 'forbidden') {
      logger.info({ ...request, code: rejection.code }, 'a credential was refused');
    }
    return problemAnswer(c, rejection ?? unexpected());
  };
}

export const onNotFound = (c: HttpContext): Response =>
  problemAnswer(c, new Rejection('not_found', 'There is nothing at this path.'));

export function onMethodNotAllowed(c: HttpContext, methods: readonly string[]): Response {
  const allow = methods.join(', ');
  return problemAnswer(c, new Rejection('method_not_allowed', `This path takes ${allow}.`, { headers: { allow } }));
}
