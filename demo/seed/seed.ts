import { type Client, DrawdownError } from 'drawdown/client';
import { CREDIT_TYPES, FEATURES, PLANS } from './catalog.js';
import { CUSTOMERS } from './customers.js';
import { history } from './history.js';
import { KEY_PREFIX } from './usage.js';
import { midnight } from './working-hours.js';

const FIRST_DAY = -63;
const SEEDED = { story: 'told' };

/**
 * Fills an empty sandbox with two months of history, by its test clock. Keys and instants are fixed by the first start, so
 * that an interrupted seeding resumes and a complete one changes nothing.
 */
export async function seed(client: Client): Promise<void> {
  if (await isSeeded(client)) return;
  const startMs = await firstStart(client);
  await moveClock(client, new Date(midnight(startMs, FIRST_DAY)).toISOString());
  await writeCatalog(client);
  for (const { id, name, planId } of CUSTOMERS) {
    await client.customers.put(id, { name });
    await client.subscriptions.create({ customerId: id, planId }, { idempotencyKey: KEY_PREFIX });
  }
  for (const { at, run } of history(startMs)) {
    await moveClock(client, at);
    await run(client);
  }
  await client.testClock.release();
  for (const { id, name } of CUSTOMERS) await client.customers.put(id, { name, metadata: SEEDED });
}

async function isSeeded(client: Client): Promise<boolean> {
  const { data } = await client.customers.list({ limit: 100 });
  return CUSTOMERS.every(({ id }) => data.find((customer) => customer.id === id)?.metadata['story'] === SEEDED.story);
}

/** The metadata of a credit type keeps the instant of the first start across restarts. */
async function firstStart(client: Client): Promise<number> {
  const [first, ...others] = CREDIT_TYPES;
  if (!first?.id) throw new Error('The history needs a credit type');
  const now = Math.floor(Date.now() / 1000) * 1000;
  const metadata = { startedAt: new Date(now).toISOString() };
  await unlessThere(
    client.creditTypes.create({ ...first, metadata }, { idempotencyKey: `${KEY_PREFIX}-${metadata.startedAt}` }),
  );
  for (const type of others) {
    await unlessThere(client.creditTypes.create(type, { idempotencyKey: `${KEY_PREFIX}-${type.id}` }));
  }
  const kept = await client.creditTypes.get(first.id);
  return Date.parse(kept.metadata['startedAt'] ?? metadata.startedAt);
}

async function writeCatalog(client: Client): Promise<void> {
  for (const feature of FEATURES) {
    await unlessThere(client.features.create(feature, { idempotencyKey: `${KEY_PREFIX}-${feature.id}` }));
  }
  for (const plan of PLANS) {
    await unlessThere(client.plans.create(plan, { idempotencyKey: `${KEY_PREFIX}-${plan.id}` }));
    await client.plans.publish(plan.id, { idempotencyKey: `${KEY_PREFIX}-${plan.id}` });
  }
}

/** An interrupted seeding may have moved the clock further already. */
const moveClock = (client: Client, now: string) => unless('clock_not_forward', client.testClock.move({ now }));

const unlessThere = (write: Promise<unknown>) => unless('already_exists', write);

async function unless(code: DrawdownError['code'], write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof DrawdownError && error.code === code)) throw error;
  }
}
