import type { Client } from 'drawdown/client';

/** One thing that happened, this many days after the demo was seeded; before it, mostly. */
export type Step = {
  readonly day: number;
  run(client: Client, key: string, at: (day: number) => string): Promise<unknown>;
};

type Block = {
  readonly amount: number;
  readonly reason: string;
  readonly creditTypeId?: string;
  readonly promotional?: boolean;
  readonly from?: number;
  readonly until?: number;
};

const grantBody = (customerId: string, block: Block, at: (day: number) => string) => ({
  customerId,
  creditTypeId: block.creditTypeId ?? 'ai-tokens',
  amount: block.amount,
  category: block.promotional ? ('promotional' as const) : ('paid' as const),
  reason: block.reason,
  ...(block.from !== undefined && { effectiveAt: at(block.from) }),
  ...(block.until !== undefined && { expiresAt: at(block.until) }),
});

const grant = (day: number, customerId: string, block: Block): Step => ({
  day,
  run: (client, key, at) => client.grants.create(grantBody(customerId, block, at), { idempotencyKey: key }),
});

const mistake = (day: number, customerId: string, block: Block): Step => ({
  day,
  async run(client, key, at) {
    const { id } = await client.grants.create(grantBody(customerId, block, at), { idempotencyKey: key });
    return client.grants.void(id, { reason: 'Entered twice' }, { idempotencyKey: key });
  },
});

const use = (day: number, customerId: string, featureId: string, quantity: number): Step => ({
  day,
  run: (client, key) => client.events.report({ customerId, featureId, quantity, idempotencyKey: key }),
});

const write = (day: number, customerId: string, tokens: number): Step => ({
  day,
  run: (client, key) =>
    client.events.report({
      customerId,
      eventName: 'completion.finished',
      dimensions: { tokens },
      idempotencyKey: key,
    }),
});

const STEPS: readonly Step[] = [
  // Plenty left: two pools, credits that expired, some that expire soon, and a pack that starts later.
  grant(-19, 'aurora', { amount: 100, reason: 'Welcome credits', promotional: true, until: -6 }),
  use(-18.6, 'aurora', 'image', 8),
  use(-15.3, 'aurora', 'chat-message', 23),
  grant(-14, 'aurora', { amount: 1000, reason: 'Monthly pack', from: -7, until: 23 }),
  grant(-10, 'aurora', { amount: 120, reason: 'Render bundle', creditTypeId: 'render-minutes' }),
  use(-9.8, 'aurora', 'render', 14),
  write(-5.4, 'aurora', 61_870),
  use(-4.2, 'aurora', 'image', 21),
  use(-3.1, 'aurora', 'render', 24),
  grant(-2, 'aurora', { amount: 150, reason: 'Festival offer', promotional: true, until: 3 }),
  grant(-1.5, 'aurora', { amount: 1000, reason: 'Monthly pack', from: 23, until: 53 }),
  use(-1.2, 'aurora', 'chat-message', 17),
  write(-0.4, 'aurora', 8_430),

  // Running low, after a grant that was taken back.
  grant(-12, 'basalt', { amount: 400, reason: 'Starter pack', until: 18 }),
  mistake(-11.9, 'basalt', { amount: 400, reason: 'Starter pack', until: 18 }),
  use(-8.3, 'basalt', 'image', 48),
  use(-4.9, 'basalt', 'chat-message', 64),
  write(-0.7, 'basalt', 41_500),

  // Used up to the last token; the plan stops there.
  grant(-9, 'cinder', { amount: 200, reason: 'Starter pack' }),
  use(-7.7, 'cinder', 'image', 26),
  use(-2.6, 'cinder', 'chat-message', 45),
  use(-0.3, 'cinder', 'image', 5),

  // The plan lets usage go on below zero; the next pack pays for it first.
  grant(-15, 'delta', { amount: 300, reason: 'Agency pack' }),
  use(-13.2, 'delta', 'image', 54),
  write(-9.6, 'delta', 45_000),
  grant(-8, 'delta', { amount: 250, reason: 'Agency pack' }),
  use(-6.1, 'delta', 'image', 39),
  use(-2.3, 'delta', 'chat-message', 40),
  write(-0.6, 'delta', 27_500),
];

/** In the order in which it happened. The key of each step is its place above, so that it happens once. */
export const TIMELINE = STEPS.map((step, place) => ({ ...step, key: `story-${place}` })).sort((a, b) => a.day - b.day);
