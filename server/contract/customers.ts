import { createRoute, z } from '@hono/zod-openapi';
import { problems } from './problems.js';
import { answer, body, forHost, page, PAGE } from './route.js';
import { Id, Instant, Metadata, Text, TimeZone } from './scalars.js';

const knownLocale = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

export const CustomerProfile = z
  .strictObject({
    name: Text(200).optional(),
    email: z.email().max(254).optional(),
    timeZone: TimeZone.optional(),
    locale: z.string().max(35).refine(knownLocale, 'must be a BCP 47 language tag, such as "de-AT"').optional(),
    metadata: Metadata.optional(),
  })
  .openapi('CustomerProfile');

export const Customer = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    timeZone: z.string(),
    locale: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .openapi('Customer');
export type Customer = z.infer<typeof Customer>;

const path = { params: z.object({ id: Id }) };

export const putCustomer = createRoute({
  method: 'put',
  path: '/v1/customers/{id}',
  summary: 'Create a customer, or replace its profile',
  ...forHost('grants'),
  request: { ...path, body: body(CustomerProfile) },
  responses: {
    200: answer(Customer, 'The customer, updated'),
    201: answer(Customer, 'The customer, created'),
    ...problems('invalid_request'),
  },
});

export const getCustomer = createRoute({
  method: 'get',
  path: '/v1/customers/{id}',
  summary: 'Read a customer',
  ...forHost('read'),
  request: path,
  responses: { 200: answer(Customer, 'The customer'), ...problems('not_found') },
});

export const listCustomers = createRoute({
  method: 'get',
  path: '/v1/customers',
  summary: 'List customers',
  ...forHost('read'),
  request: { query: z.strictObject(PAGE) },
  responses: { 200: answer(page(Customer), 'Customers by id'), ...problems('invalid_request') },
});
