import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import { type Example, readExamples, withExample } from './examples.js';
import { OPERATIONS, tagOf } from './operations.js';
import { parameterDescription } from './parameters.js';
import { responsesOf } from './problem-table.js';
import type { OpenApiDocument, OpenApiOperation } from './types.js';

const INFO = {
  title: 'Drawdown',
  version: '1',
  license: { name: 'MIT', identifier: 'MIT' },
  description: [
    'Prepaid credits: a ledger with an HTTP API.',
    'Amounts are decimal strings, times are RFC 3339 UTC. Every write carries an idempotency key: the same key with the ' +
      'same request answers as at first, with `Idempotency-Replayed: true`. Lists are read page by page: `nextCursor` of ' +
      'one page is the `cursor` of the next.',
    'What goes wrong is a problem (RFC 9457), `application/problem+json`, whose `code` is from a closed set; each answer ' +
      'lists in `x-problems` the codes that it can carry. Examples come from requests that were run.',
  ].join('\n\n'),
};

const SECURITY_SCHEMES = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of the host: `dd_live_…` or `dd_test_…`. The scope `admin` includes all others.',
  },
  customerToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A customer token, minted by the host with `POST /v1/customer-tokens`.',
  },
} as const;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

/** Makes the OpenAPI 3.1 document from the contract. Adds problem tables and tested examples. */
export function openApiDocument(): OpenApiDocument {
  const document = collect().getOpenAPI31Document({ openapi: '3.1.0', info: INFO });
  const examples = readExamples();
  for (const item of Object.values(document.paths ?? {})) {
    for (const method of METHODS) if (item[method]) complete(item[method], examples);
  }
  const tags = new Map(OPERATIONS.map(({ route }) => [tagOf(route).name, tagOf(route)]));
  return { ...document, tags: [...tags.values()].sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function collect(): OpenAPIHono {
  const app = new OpenAPIHono();
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    app.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  for (const { operationId, route } of OPERATIONS) {
    const named: RouteConfig = { ...route, operationId, tags: [tagOf(route).name], responses: responsesOf(route) };
    app.openAPIRegistry.registerPath(named);
  }
  return app;
}

function complete(operation: OpenApiOperation, examples: ReadonlyMap<string, Example>): void {
  for (const parameter of operation.parameters ?? []) {
    if ('$ref' in parameter) continue;
    const description = parameter.description ?? parameterDescription(parameter.name);
    if (description !== undefined) parameter.description = description;
  }
  const example = examples.get(operation.operationId ?? '');
  if (example) withExample(operation, example);
}
