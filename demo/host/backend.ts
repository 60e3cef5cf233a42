import { type Client, DrawdownError } from 'drawdown/client';
import { Hono } from 'hono';
import { z } from 'zod';
import { ACTIONS } from '../page/names.js';
import { CUSTOMERS } from '../seed/customers.js';
import { createColleagues } from './colleagues.js';
import { perform } from './work.js';

const customerId = z.enum(CUSTOMERS.map(({ id }) => id));
const key = z.string().regex(/^[A-Za-z0-9-]{8,64}$/);
const Work = z.strictObject({ customerId, key, action: z.enum(ACTIONS.map(({ id }) => id)) });
const Gift = z.strictObject({ customerId, key, creditTypeId: z.enum(['ai-tokens', 'render-minutes']) });
const Glance = z.strictObject({ customerId });

const GIFT = 50;
const GIFT_DAYS = 30;
const DAY_MS = 86_400_000;

type Options = { readonly colleagues: boolean };

/** Northlight's backend: the only part of it that has Drawdown's API key. What it says, the page words. */
export function createBackend(client: Client, { colleagues }: Options) {
  const api = new Hono();

  // A real product takes the customer from its session. Here the page says whom it is signed in as.
  api.post('/token', async (c) => {
    const parsed = customerId.safeParse(c.req.query('customer'));
    if (!parsed.success) return c.json({ message: 'Nobody is signed in.' }, 401);
    return c.json(await client.customerTokens.create({ customerId: parsed.data }));
  });

  api.post('/work', async (c) => {
    const order = Work.safeParse(await c.req.json().catch(() => null));
    if (!order.success) return c.json({ message: 'That is not something Northlight makes.' }, 400);
    return c.json(await perform(client, order.data));
  });

  api.post('/gift', async (c) => {
    const gift = Gift.safeParse(await c.req.json().catch(() => null));
    if (!gift.success) return c.json({ message: 'That is not something Northlight gives.' }, 400);
    const { key: idempotencyKey, ...whose } = gift.data;
    // To the day, so that the same gift sent again means the same.
    const expiresAt = new Date(Math.ceil(Date.now() / DAY_MS + GIFT_DAYS) * DAY_MS).toISOString();
    const terms = { amount: GIFT, category: 'promotional' as const, reason: 'With our compliments', expiresAt };
    await client.grants.create({ ...whose, ...terms }, { idempotencyKey });
    return c.json({ amount: String(GIFT) });
  });

  const work = createColleagues(client);
  api.post('/colleagues', async (c) => {
    const glance = Glance.safeParse(await c.req.json().catch(() => null));
    if (!glance.success || !colleagues) return c.json({ message: 'Nobody works here.' }, 400);
    return c.json({ working: await work(glance.data.customerId) });
  });

  api.onError((error, c) => {
    const known = error instanceof DrawdownError;
    const message = known ? `The credits server answered: ${error.detail}` : 'Something went wrong at Northlight.';
    return c.json({ message }, known ? 502 : 500);
  });
  return api;
}
