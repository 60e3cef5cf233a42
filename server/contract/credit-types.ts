import { createRoute, z } from '@hono/zod-openapi';
import { problems } from './problems.js';
import { answer, body, forHost, IdempotencyHeaders, page, PAGE } from './route.js';
import { Id, Instant, Metadata, Text, Unit } from './scalars.js';

/** A custom currency of the product, such as "AI Tokens". Pools of different types never mix. */
export const CreditType = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    unit: Unit,
    symbol: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    createdAt: Instant,
  })
  .openapi('CreditType');
export type CreditType = z.infer<typeof CreditType>;

export const NewCreditType = z
  .strictObject({
    id: Id.optional().openapi({ description: 'Made from the name when absent.' }),
    name: Text(100),
    description: Text(500).optional(),
    unit: Unit,
    symbol: Text(10).optional(),
    metadata: Metadata.optional(),
  })
  .openapi('NewCreditType');

const path = { params: z.object({ id: Id }) };

export const createCreditType = createRoute({
  method: 'post',
  path: '/v1/credit-types',
  summary: 'Create a credit type',
  ...forHost('catalog'),
  request: { headers: IdempotencyHeaders, body: body(NewCreditType) },
  responses: {
    201: answer(CreditType, 'The credit type'),
    ...problems('invalid_request', 'idempotency_key_required', 'already_exists', 'idempotency_conflict'),
  },
});

export const listCreditTypes = createRoute({
  method: 'get',
  path: '/v1/credit-types',
  summary: 'List credit types',
  ...forHost('read'),
  request: { query: z.strictObject(PAGE) },
  responses: { 200: answer(page(CreditType), 'Credit types by id'), ...problems('invalid_request') },
});

export const getCreditType = createRoute({
  method: 'get',
  path: '/v1/credit-types/{id}',
  summary: 'Read a credit type',
  ...forHost('read'),
  request: path,
  responses: { 200: answer(CreditType, 'The credit type'), ...problems('not_found') },
});
