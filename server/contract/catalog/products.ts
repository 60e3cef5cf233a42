import { createRoute, z } from '@hono/zod-openapi';
import { problems, writeProblems } from '../shared/problems.js';
import { answer, body, forHost, IdempotencyHeaders, page, PAGE } from '../shared/route.js';
import { Id, Instant, Metadata, Text } from '../shared/scalars.js';

/** A group of plans. The product `default` always exists. */
export const Product = z
  .object({
    id: z.string().openapi({ example: 'studio' }),
    name: z.string(),
    description: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    createdAt: Instant,
  })
  .openapi('Product');
export type Product = z.infer<typeof Product>;

export const NewProduct = z
  .strictObject({ id: Id, name: Text(100), description: Text(500).optional(), metadata: Metadata.optional() })
  .openapi('NewProduct');

/** Changes the fields that are sent; `null` clears a field. `metadata` is replaced as a whole. */
export const ProductEdit = z
  .strictObject({
    name: Text(100).optional(),
    description: Text(500).nullable().optional(),
    metadata: Metadata.nullable().optional(),
  })
  .openapi('ProductEdit');

const path = { params: z.object({ id: Id }) };

export const createProduct = createRoute({
  method: 'post',
  path: '/v1/products',
  summary: 'Create a product, which groups plans',
  ...forHost('catalog'),
  request: { headers: IdempotencyHeaders, body: body(NewProduct) },
  responses: {
    201: answer(Product, 'The product'),
    ...writeProblems('invalid_request', 'idempotency_key_required', 'already_exists', 'idempotency_conflict'),
  },
});

export const listProducts = createRoute({
  method: 'get',
  path: '/v1/products',
  summary: 'List products',
  ...forHost('read'),
  request: { query: z.strictObject(PAGE) },
  responses: { 200: answer(page(Product), 'Products by id'), ...problems('invalid_request') },
});

export const getProduct = createRoute({
  method: 'get',
  path: '/v1/products/{id}',
  summary: 'Read a product',
  ...forHost('read'),
  request: path,
  responses: { 200: answer(Product, 'The product'), ...problems('not_found') },
});

export const editProduct = createRoute({
  method: 'patch',
  path: '/v1/products/{id}',
  summary: 'Change a product',
  ...forHost('catalog'),
  request: { ...path, body: body(ProductEdit) },
  responses: { 200: answer(Product, 'The product'), ...writeProblems('invalid_request', 'not_found') },
});
