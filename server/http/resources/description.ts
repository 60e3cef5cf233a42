import { jsonAnswer } from '../answer.js';
import type { App } from '../mount.js';

const PATH = '/openapi.json';

const INFO = {
  title: 'Drawdown',
  version: '1',
  description:
    'Prepaid credits: a ledger with an HTTP API. Amounts are decimal strings, times are RFC 3339 UTC, problems are ' +
    'RFC 9457 with a `code` from a closed set. Every write carries an idempotency key: the same key with the same ' +
    'request answers as at first.',
};

/** The OpenAPI 3.1 document, made from the schemas that validate. */
export function mountDescription(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of the host: `dd_live_…` or `dd_test_…`. The scope `admin` includes all others.',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'customerToken', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A customer token, minted by the host with `POST /v1/customer-tokens`.',
  });
  let document: ReturnType<App['getOpenAPI31Document']> | null = null;
  app.get(PATH, (c) => {
    document ??= app.getOpenAPI31Document({ openapi: '3.1.0', info: INFO });
    // Where the host mounted this application is part of the address.
    const servers = [{ url: c.req.path.slice(0, -PATH.length) || '/' }];
    return jsonAnswer(c, { ...document, servers }, 200, { 'cache-control': 'no-cache' });
  });
}
