import { type Client, DrawdownError } from 'drawdown/client';
import { Hono } from 'hono';
import { z } from 'zod';
import { CUSTOMERS } from '../../seed/customers.js';
import { ACTIONS } from '../../shared/work.js';
import { createColleagues } from './colleagues.js';
import { perform } from './work.js';

const customerId = z.enum(CUSTOMERS.map(({ id }) => id));
const key = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);
const WorkBody = z.strictObject({ customerId, key, action: z.enum(ACTIONS.map(({ id }) => id)) });
const AddCreditsBody = z.strictObject({ customerId, key, creditTypeId: z.enum(['ai-tokens', 'render-minutes']) });
const ColleaguesBody = z.strictObject({ customerId });

const ADD_AMOUNT = 50;
const ADD_DAYS = 30;
const DAY_MS = 86_400_000;

type Options = { readonly colleagues: boolean };

/** The only part of the demo that has an API key. Its messages are for developers; the page has its own texts. */
export function createBackend(client: Client, { colleagues }: Options) {
  const api = new Hono();

  // A real product takes the customer from its session. Here the page names the customer.
  api.post('/token', async (c) => {
    const parsed = customerId.safeParse(c.req.query('customer'));
    if (!parsed.success) return c.json({ message: 'Nobody is signed in.' }, 401);
    return c.json(await client.customerTokens.create({ customerId: parsed.data }));
  });

  api.post('/work', async (c) => {
    const order = WorkBody.safeParse(await c.req.json().catch(() => null));
    if (!order.success) return c.json({ message: 'That is not something Northlight makes.' }, 400);
    return c.json(await perform(client, order.data));
  });

  api.post('/add-credits', async (c) => {
    const order = AddCreditsBody.safeParse(await c.req.json().catch(() => null));
    if (!order.success) return c.json({ message: 'That is not something Northlight gives.' }, 400);
    const { key: idempotencyKey, ...target } = order.data;
    // The expiry is rounded up to a day, so that a retry has the same body.
    const expiresAt = new Date(Math.ceil(Date.now() / DAY_MS + ADD_DAYS) * DAY_MS).toISOString();
    const terms = { amount: ADD_AMOUNT, category: 'promotional' as const, reason: 'With our compliments', expiresAt };
    await client.grants.create({ ...target, ...terms }, { idempotencyKey });
    return c.json({ amount: String(ADD_AMOUNT) });
  });

  const work = createColleagues(client);
  api.post('/colleagues', async (c) => {
    const body = ColleaguesBody.safeParse(await c.req.json().catch(() => null));
    if (!body.success || !colleagues) return c.json({ message: 'Nobody works here.' }, 400);
    return c.json({ working: await work(body.data.customerId) });
  });

  api.onError((error, c) => {
    const isKnown = error instanceof DrawdownError;
    const message = isKnown ? `The credits server answered: ${error.detail}` : 'Something went wrong at Northlight.';
    return c.json({ message }, isKnown ? 502 : 500);
  });
  return api;
}
