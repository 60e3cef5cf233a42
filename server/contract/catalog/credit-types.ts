import { createRoute, z } from '@hono/zod-openapi';
import { problems, writeProblems } from '../shared/problems.js';
import { answer, ARCHIVED, body, forHost, IdempotencyHeaders, page, PAGE } from '../shared/route.js';
import { Id, Instant, Metadata, Text, Unit } from '../shared/scalars.js';

/** A currency of credits, such as "AI Tokens". Pools of different types never mix. */
export const CreditType = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    unit: Unit,
    symbol: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    createdAt: Instant,
    archivedAt: Instant.nullable().openapi({
      description: 'When the credit type was archived. Its pools still burn, but accept no new grants.',
    }),
  })
  .openapi('CreditType');
export type CreditType = z.infer<typeof CreditType>;

export const NewCreditType = z
  .strictObject({
    id: Id.optional().openapi({ description: 'Derived from the name if absent.' }),
    name: Text(100),
    description: Text(500).optional(),
    unit: Unit,
    symbol: Text(10).optional(),
    metadata: Metadata.optional(),
  })
  .openapi('NewCreditType');

/** Changes the fields that are sent; `null` clears a field. `metadata` is replaced as a whole. */
export const CreditTypeEdit = z
  .strictObject({
    name: Text(100).optional(),
    description: Text(500).nullable().optional(),
    unit: Unit.optional(),
    symbol: Text(10).nullable().optional(),
    metadata: Metadata.nullable().optional(),
  })
  .openapi('CreditTypeEdit');

const path = { params: z.object({ id: Id }) };

export const createCreditType = createRoute({
  method: 'post',
  path: '/v1/credit-types',
  summary: 'Create a credit type',
  ...forHost('catalog'),
  request: { headers: IdempotencyHeaders, body: body(NewCreditType) },
  responses: {
    201: answer(CreditType, 'The credit type'),
    ...writeProblems('invalid_request', 'idempotency_key_required', 'already_exists', 'idempotency_conflict'),
  },
});

export const listCreditTypes = createRoute({
  method: 'get',
  path: '/v1/credit-types',
  summary: 'List credit types',
  ...forHost('read'),
  request: { query: z.strictObject({ ...ARCHIVED, ...PAGE }) },
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

export const editCreditType = createRoute({
  method: 'patch',
  path: '/v1/credit-types/{id}',
  summary: 'Change a credit type',
  ...forHost('catalog'),
  request: { ...path, body: body(CreditTypeEdit) },
  responses: { 200: answer(CreditType, 'The credit type'), ...writeProblems('invalid_request', 'not_found') },
});

export const archiveCreditType = createRoute({
  method: 'post',
  path: '/v1/credit-types/{id}/archive',
  summary: 'Archive a credit type that no published plan uses',
  description: 'Its pools still burn their credits, but accept no new grants. Archiving it again changes nothing.',
  ...forHost('catalog'),
  request: { ...path, headers: IdempotencyHeaders },
  responses: {
    200: answer(CreditType, 'The credit type'),
    ...writeProblems('idempotency_key_required', 'not_found', 'credit_type_in_use', 'idempotency_conflict'),
  },
});

export const unarchiveCreditType = createRoute({
  method: 'post',
  path: '/v1/credit-types/{id}/unarchive',
  summary: 'Unarchive a credit type',
  ...forHost('catalog'),
  request: { ...path, headers: IdempotencyHeaders },
  responses: {
    200: answer(CreditType, 'The credit type'),
    ...writeProblems('idempotency_key_required', 'not_found', 'idempotency_conflict'),
  },
});
