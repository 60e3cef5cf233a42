import type { Logger } from 'pino';
import type { HttpContext } from '../context.js';
import { problemAnswer, rejectionOf } from './problem.js';
import { Rejection } from './rejection.js';

/** Nobody outside learns more. */
export const unexpected = () => new Rejection('internal_error', 'This was logged. The request id helps to find it.');

/** Answers whatever a route threw: a rejection as its problem; anything else is logged and says nothing outside. */
export function onError(logger: Logger): (error: Error, c: HttpContext) => Response {
  return (error, c) => {
    const rejection = rejectionOf(error);
    const { method, path } = c.req;
    const request = { requestId: c.get('requestId'), method, path };
    if (!rejection) logger.error({ ...request, err: error }, 'a request failed unexpectedly');
    else if (rejection.code === 'unauthorized' || rejection.code === 'forbidden') {
      logger.info({ ...request, code: rejection.code }, 'a credential was refused');
    }
    return problemAnswer(c, rejection ?? unexpected());
  };
}

/** No route has this path. */
export const onNotFound = (c: HttpContext): Response =>
  problemAnswer(c, new Rejection('not_found', 'There is nothing at this path.'));

/** A route has this path, but not with this method. */
export function onMethodNotAllowed(c: HttpContext, methods: readonly string[]): Response {
  const allow = methods.join(', ');
  return problemAnswer(c, new Rejection('method_not_allowed', `This path takes ${allow}.`, { headers: { allow } }));
}
