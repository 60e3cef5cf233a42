import { z } from '@hono/zod-openapi';

/** What an API key may do. `admin` may do everything. */
export const SCOPES = ['read', 'usage', 'grants', 'catalog', 'tokens', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a customer token may do. */
export const CUSTOMER_SCOPES = ['read', 'purchase', 'settings'] as const;
export type CustomerScope = (typeof CUSTOMER_SCOPES)[number];

/** A route of the host's door: an API key with this scope. The HTTP layer enforces what is written here. */
export const forHost = (scope: Scope) => ({ security: [{ apiKey: [scope as string] }] });

/** A route of the customer's door: a customer token with this scope. */
export const forCustomer = (scope: CustomerScope) => ({ security: [{ customerToken: [scope as string] }] });

/** A required JSON body. */
export const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

/** A JSON body of which nothing is required: it may be left out. */
export const optionalBody = <S extends z.ZodType>(schema: S) => ({ ...body(schema), required: false as const });

/** A JSON answer. */
export const answer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** An answer that is a table to open elsewhere (RFC 4180, UTF-8, with a line of names). */
export const csv = (description: string) => ({ description, content: { 'text/csv': { schema: z.string() } } });

/**
 * The header that makes a write happen once: 1 to 255 printable ASCII characters, kept for at least 30 days.
 * The same key with the same request answers as at first; with another request it is a 409.
 */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z
    .string({ error: 'is required' })
    .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters')
    .openapi({ example: 'b0c3f4c2-6f0a-4d0e-9a59-1d6a4a1d7f52' }),
});

/** The same rule for a key that stands in the body. */
export const IdempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters')
  .openapi({ example: 'ccc4bbf4-8b9d-4f3a-a1e5-1f6e6e6e6e6e' });

/** Query parameters of every list: `limit` (1 to 100, default 20) and the opaque `cursor` of the page before. */
export const PAGE = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .optional()
    .transform((text) => (text === undefined ? 20 : Number(text)))
    .openapi({ type: 'integer', example: 20 }),
  cursor: z.string().max(1024).optional(),
};

/** A query parameter of lists: only what is archived, or only what is not. */
export const ARCHIVED = {
  archived: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .optional()
    .openapi({ type: 'boolean', description: 'Only those that are archived, or only those that are not.' }),
};

/** One page of a list; `nextCursor` is null on the last one. */
export const page = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });
