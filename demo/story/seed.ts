import { type Client, DrawdownError } from 'drawdown/client';
import { CREDIT_TYPES, FEATURES, PLANS } from './catalog.js';
import { CUSTOMERS } from './customers.js';
import { midnight } from './rhythm.js';
import { timeline } from './timeline.js';

/** Before the first step: the plans are there when the first credits are. */
const FIRST_DAY = -63;
const DONE = { story: 'told' };

/**
 * Fills an empty sandbox with two months of history, by its test clock. Every write has a fixed key and every instant
 * counts from the one noted at the first start, so a seeding that was cut short goes on where it was, and one that was
 * finished changes nothing.
 */
export async function seed(client: Client): Promise<void> {
  if (await isDone(client)) return;
  const startMs = await firstStart(client);
  await moveClock(client, new Date(midnight(startMs, FIRST_DAY)).toISOString());
  await writeCatalog(client);
  for (const { id, name, planId } of CUSTOMERS) {
    await client.customers.put(id, { name });
    await client.subscriptions.create({ customerId: id, planId }, { idempotencyKey: 'story' });
  }
  for (const { at, run } of timeline(startMs)) {
    await moveClock(client, at);
    await run(client);
  }
  await client.testClock.release();
  for (const { id, name } of CUSTOMERS) await client.customers.put(id, { name, metadata: DONE });
}

async function isDone(client: Client): Promise<boolean> {
  const { data } = await client.customers.list({ limit: 100 });
  return CUSTOMERS.every(({ id }) => data.find((customer) => customer.id === id)?.metadata['story'] === DONE.story);
}

/** The instant from which the story counts, kept where it survives a restart. */
async function firstStart(client: Client): Promise<number> {
  const [first, ...others] = CREDIT_TYPES;
  if (!first?.id) throw new Error('the story needs a credit type');
  const now = Math.floor(Date.now() / 1000) * 1000;
  const metadata = { startedAt: new Date(now).toISOString() };
  await unlessThere(
    client.creditTypes.create({ ...first, metadata }, { idempotencyKey: `story-${metadata.startedAt}` }),
  );
  for (const type of others) {
    await unlessThere(client.creditTypes.create(type, { idempotencyKey: `story-${type.id}` }));
  }
  const kept = await client.creditTypes.get(first.id);
  return Date.parse(kept.metadata['startedAt'] ?? metadata.startedAt);
}

async function writeCatalog(client: Client): Promise<void> {
  for (const feature of FEATURES) {
    await unlessThere(client.features.create(feature, { idempotencyKey: `story-${feature.id}` }));
  }
  for (const plan of PLANS) {
    await unlessThere(client.plans.create(plan, { idempotencyKey: `story-${plan.id}` }));
    await client.plans.publish(plan.id, { idempotencyKey: `story-${plan.id}` });
  }
}

/** Back from now in an empty sandbox, forward from then on; not at all where a seeding that was cut short has been. */
const moveClock = (client: Client, now: string) => unless('clock_not_forward', client.testClock.move({ now }));

const unlessThere = (write: Promise<unknown>) => unless('already_exists', write);

async function unless(code: DrawdownError['code'], write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!(error instanceof DrawdownError && error.code === code)) throw error;
  }
}
