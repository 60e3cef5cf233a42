import { z } from '@hono/zod-openapi';

/** The scopes of API keys. `admin` includes all others. */
export const SCOPES = ['read', 'usage', 'grants', 'catalog', 'tokens', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const CUSTOMER_SCOPES = ['read', 'purchase', 'settings'] as const;
export type CustomerScope = (typeof CUSTOMER_SCOPES)[number];

/** Requires an API key with this scope. The HTTP layer enforces the declaration. */
export const forHost = (scope: Scope) => ({ security: [{ apiKey: [scope as string] }] });

export const forCustomer = (scope: CustomerScope) => ({ security: [{ customerToken: [scope as string] }] });

export const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { 'application/json': { schema } },
});

/** A JSON body that may be absent, because none of its fields is required. */
export const optionalBody = <S extends z.ZodType>(schema: S) => ({ ...body(schema), required: false as const });

export const answer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A CSV answer: RFC 4180, UTF-8, with a header line. */
export const csv = (description: string) => ({ description, content: { 'text/csv': { schema: z.string() } } });

/**
 * The idempotency key of a write: 1 to 255 printable ASCII characters, kept as long as the customer's ledger, or 30 days
 * for the catalog. A repeat of the
 * request with its key returns the first answer. Another request with the same key fails with 409.
 */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z
    .string({ error: 'is required' })
    .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters')
    .openapi({ example: 'b0c3f4c2-6f0a-4d0e-9a59-1d6a4a1d7f52' }),
});

export const IdempotencyKey = z
  .string()
  .regex(/^[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters')
  .openapi({ example: 'ccc4bbf4-8b9d-4f3a-a1e5-1f6e6e6e6e6e' });

/** Query parameters of every list: `limit` (1 to 100, 20 if absent) and the opaque `cursor` of the previous page. */
export const PAGE = {
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .optional()
    .transform((text) => (text === undefined ? 20 : Number(text)))
    .openapi({ type: 'integer', example: 20 }),
  cursor: z.string().max(1024).optional(),
};

export const ARCHIVED = {
  archived: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((text) => text === 'true')
    .optional()
    .openapi({
      type: 'boolean',
      description: 'true lists archived items only, false active ones only. Both if absent.',
    }),
};

/** One page of a list. `nextCursor` is `null` on the last page. */
export const page = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item), nextCursor: z.string().nullable() });
