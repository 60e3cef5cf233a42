import { createRoute, z } from '@hono/zod-openapi';
import { problems, writeProblems } from '../shared/problems.js';
import { answer, body, forHost, page, PAGE } from '../shared/route.js';
import { Id, Instant, Metadata, Text, TimeZone } from '../shared/scalars.js';

const knownLocale = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
};

const fields = {
  name: Text(200),
  email: z.email().max(254),
  timeZone: TimeZone,
  locale: z.string().max(35).refine(knownLocale, 'must be a BCP 47 language tag, such as "de-AT"'),
  metadata: Metadata,
};

export const CustomerProfile = z.strictObject(fields).partial().openapi('CustomerProfile');

/** Changes the fields that are sent. `null` clears a field; it sets the time zone to UTC. Replaces all `metadata`. */
export const CustomerEdit = z
  .strictObject({
    name: fields.name.nullable(),
    email: fields.email.nullable(),
    timeZone: fields.timeZone.nullable(),
    locale: fields.locale.nullable(),
    metadata: fields.metadata.nullable(),
  })
  .partial()
  .openapi('CustomerEdit');

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
    erasedAt: Instant.nullable().openapi({ description: 'When the personal data was erased.' }),
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
    200: answer(Customer, 'The updated customer'),
    201: answer(Customer, 'The created customer'),
    ...writeProblems('invalid_request', 'customer_erased'),
  },
});

export const editCustomer = createRoute({
  method: 'patch',
  path: '/v1/customers/{id}',
  summary: 'Change the profile of a customer',
  ...forHost('grants'),
  request: { ...path, body: body(CustomerEdit) },
  responses: {
    200: answer(Customer, 'The customer'),
    ...writeProblems('invalid_request', 'not_found', 'customer_erased'),
  },
});

export const eraseCustomer = createRoute({
  method: 'delete',
  path: '/v1/customers/{id}',
  summary: 'Erase the personal data of a customer; the ledger stays',
  description:
    'Permanently deletes name, e-mail, locale, metadata and the records of refused reports. The id, the balances and ' +
    'the ledger stay readable. The id can never have a profile again: give a returning person a new id. Erasing it ' +
    'again changes nothing.',
  ...forHost('grants'),
  request: path,
  responses: { 200: answer(Customer, 'The erased customer'), ...writeProblems('not_found') },
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
  summary: 'List or search customers',
  ...forHost('read'),
  request: {
    query: z.strictObject({
      search: Text(254)
        .optional()
        .openapi({
          description:
            'Finds customers with a word in id, name or e-mail that begins with this text, ignoring case and accents. ' +
            '`love` and `ada l` find Ada Lovelace, `example.com` finds ada@example.com. Results are ordered by the ' +
            'matching word, or by id without a search.',
          example: 'ada l',
        }),
      ...PAGE,
    }),
  },
  responses: { 200: answer(page(Customer), 'Customers'), ...problems('invalid_request') },
});
