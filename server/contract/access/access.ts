import { createRoute, z } from '@hono/zod-openapi';
import { problems } from '../shared/problems.js';
import { answer, body, CUSTOMER_SCOPES, forHost, IdempotencyHeaders, page, PAGE, SCOPES } from '../shared/route.js';
import { Id, Instant, Text } from '../shared/scalars.js';

export const LONGEST_TOKEN_SECONDS = 3600;

export const NewCustomerToken = z
  .strictObject({
    customerId: Id,
    userId: Id.optional(),
    scopes: z.array(z.enum(CUSTOMER_SCOPES)).min(1).optional().openapi({ description: '["read"] if absent.' }),
    expiresIn: z
      .number()
      .int('must be a whole number of seconds')
      .min(30)
      .max(LONGEST_TOKEN_SECONDS)
      .optional()
      .openapi({ description: 'Lifetime in seconds. 900 if absent.' }),
  })
  .openapi('NewCustomerToken');

/** A short-lived credential that lets a page read one customer. */
export const CustomerToken = z.object({ token: z.string(), expiresAt: Instant }).openapi('CustomerToken');
export type CustomerToken = z.infer<typeof CustomerToken>;

export const createCustomerToken = createRoute({
  method: 'post',
  path: '/v1/customer-tokens',
  summary: 'Create a token for pages of one customer',
  ...forHost('tokens'),
  request: { body: body(NewCustomerToken) },
  responses: { 201: answer(CustomerToken, 'The token'), ...problems('invalid_request', 'not_found') },
});

export const ApiKey = z
  .object({
    id: z.string().openapi({ example: 'key_01kams3q5peq6s6ww1a1b2c3d4' }),
    name: z.string(),
    scopes: z.array(z.enum(SCOPES)),
    prefix: z
      .string()
      .openapi({ description: 'The first characters of the key, to tell keys apart.', example: 'dd_live_4fQx' }),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().openapi({ description: 'Accurate to a minute.' }),
    revokedAt: Instant.nullable(),
  })
  .openapi('ApiKey');
export type ApiKey = z.infer<typeof ApiKey>;

export const NewApiKey = z
  .strictObject({ name: Text(100), scopes: z.array(z.enum(SCOPES)).min(1) })
  .openapi('NewApiKey');

/** A key with its secret. The secret is shown only once, because the server stores a hash of it. */
export const CreatedApiKey = ApiKey.extend({ key: z.string() }).openapi('CreatedApiKey');
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const createApiKey = createRoute({
  method: 'post',
  path: '/v1/api-keys',
  summary: 'Create an API key. Its secret is shown only once',
  ...forHost('admin'),
  request: { headers: IdempotencyHeaders, body: body(NewApiKey) },
  responses: {
    201: answer(z.union([CreatedApiKey, ApiKey]), 'The key; a replay answers without the secret'),
    ...problems('invalid_request', 'idempotency_key_required', 'idempotency_conflict'),
  },
});

export const listApiKeys = createRoute({
  method: 'get',
  path: '/v1/api-keys',
  summary: 'List API keys',
  ...forHost('admin'),
  request: { query: z.strictObject(PAGE) },
  responses: { 200: answer(page(ApiKey), 'Keys'), ...problems('invalid_request') },
});

export const revokeApiKey = createRoute({
  method: 'delete',
  path: '/v1/api-keys/{id}',
  summary: 'Revoke an API key',
  ...forHost('admin'),
  request: { params: z.object({ id: Id }) },
  responses: { 200: answer(ApiKey, 'The revoked key'), ...problems('not_found') },
});
