import { type RouteConfig, z } from '@hono/zod-openapi';
import type { HttpContext } from '../context.js';
import { readJson } from './json.js';
import { longestBody, tooLarge } from '../middleware/body-limit.js';
import { invalid, Rejection } from './rejection.js';

export type Parts = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
};

const NOTHING = z.strictObject({});
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;
const IDEMPOTENCY_KEY = 'idempotency-key';

/**
 * Reports the problems of all parts of a request together. A route without query parameters refuses any, and a write
 * without a body refuses all but an empty one.
 */
export function createReader(route: RouteConfig): (c: HttpContext) => Promise<Parts> {
  const { params, query, body, headers } = route.request ?? {};
  const bodySchema = bodySchemaOf(body?.content['application/json']);
  const querySchema = query ?? NOTHING;
  const most = longestBody(route);
  const keySchema = headers instanceof z.ZodObject ? schemaOf(headers.shape[IDEMPOTENCY_KEY]) : null;

  const mayBeEmpty = bodySchema === null || body?.required === false;
  const isWrite = route.method !== 'get';

  return async (c) => {
    const issues: z.core.$ZodIssue[] = [];
    const check = (schema: z.ZodType, value: unknown): unknown => {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      issues.push(...result.error.issues);
      return undefined;
    };
    const parts = {
      idempotencyKey: keySchema ? readKey(c, keySchema) : undefined,
      params: params ? check(schemaOf(params) ?? NOTHING, c.req.param()) : undefined,
      query: check(schemaOf(querySchema) ?? NOTHING, readQuery(c.req.url)),
      body: bodySchema ? check(bodySchema, await readBody(c, most, mayBeEmpty)) : undefined,
    };
    if (bodySchema === null && isWrite) check(NOTHING, await readBody(c, most, mayBeEmpty));
    if (issues.length > 0) throw invalid(issues);
    return parts;
  };
}

function bodySchemaOf(content: object | undefined): z.ZodType | null {
  return content && 'schema' in content ? schemaOf(content.schema) : null;
}

function schemaOf(schema: unknown): z.ZodType | null {
  return schema instanceof z.ZodType ? schema : null;
}

function readKey(c: HttpContext, schema: z.ZodType): string {
  const header = c.req.header(IDEMPOTENCY_KEY);
  if (header === undefined) {
    throw new Rejection('idempotency_key_required', 'Send an Idempotency-Key header of 1 to 255 printable characters.');
  }
  const result = schema.safeParse(header);
  if (!result.success) throw invalid(result.error.issues.map((issue) => ({ ...issue, path: ['Idempotency-Key'] })));
  return header;
}

/** A repeated parameter becomes a list, which every schema refuses. */
function readQuery(url: string): Record<string, unknown> {
  const start = url.indexOf('?');
  // No prototype, so that inherited names such as `constructor` count as absent.
  const query = Object.create(null) as Record<string, unknown>;
  if (start === -1) return query;
  const end = url.indexOf('#', start);
  for (const [name, value] of new URLSearchParams(url.slice(start, end === -1 ? undefined : end))) {
    if (name === '__proto__') throw new Rejection('invalid_request', 'The query parameter __proto__ is not known.');
    query[name] = name in query ? [query[name], value] : value;
  }
  return query;
}

/** @param mayBeEmpty whether a missing body counts as `{}` */
async function readBody(c: HttpContext, most: number, mayBeEmpty: boolean): Promise<unknown> {
  if (mayBeEmpty && (await c.req.arrayBuffer()).byteLength === 0) return {};
  if (!JSON_TYPE.test(c.req.header('content-type') ?? '')) {
    throw new Rejection('unsupported_media_type', 'Send the body as application/json, in UTF-8.');
  }
  const encoding = c.req.header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') {
    throw new Rejection('unsupported_media_type', 'Send the body without a content encoding.');
  }
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > most) throw tooLarge(most);
  return readJson(bytes);
}
