import type { Client } from 'drawdown/client';
import { usageByDay } from './usage.js';

/** One thing that happened, this many days after the midnight before the demo was seeded; "now" just before that. */
type Step = {
  readonly day: number | 'now';
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

const grant = (day: Step['day'], customerId: string, block: Block): Step => ({
  day,
  run: (client, key, at) => client.grants.create(grantBody(customerId, block, at), { idempotencyKey: key }),
});

const mistake = (day: Step['day'], customerId: string, block: Block): Step => ({
  day,
  async run(client, key, at) {
    const { id } = await client.grants.create(grantBody(customerId, block, at), { idempotencyKey: key });
    return client.grants.void(id, { reason: 'Entered twice' }, { idempotencyKey: key });
  },
});

const STEPS: readonly Step[] = [
  // Plenty left: two pools, credits that expired, some that expire soon, and a pack that starts later.
  grant(-62, 'aurora', { amount: 1000, reason: 'Monthly pack', until: -37 }),
  grant(-62, 'aurora', { amount: 150, reason: 'Render bundle', creditTypeId: 'render-minutes' }),
  grant(-38, 'aurora', { amount: 1000, reason: 'Monthly pack', from: -37, until: -7 }),
  grant(-19, 'aurora', { amount: 100, reason: 'Welcome credits', promotional: true, until: -9 }),
  grant(-14, 'aurora', { amount: 1000, reason: 'Monthly pack', from: -7, until: 23 }),
  grant(-10, 'aurora', { amount: 120, reason: 'Render bundle', creditTypeId: 'render-minutes' }),
  grant(-2, 'aurora', { amount: 150, reason: 'Festival offer', promotional: true, until: 3 }),
  grant(-1.5, 'aurora', { amount: 1000, reason: 'Monthly pack', from: 23, until: 53 }),

  // Running low, after a grant that was taken back.
  grant(-62, 'basalt', { amount: 500, reason: 'Starter pack', until: -12 }),
  grant(-12, 'basalt', { amount: 400, reason: 'Starter pack', until: 18 }),
  mistake('now', 'basalt', { amount: 400, reason: 'Starter pack', until: 18 }),

  // Used up to the last token; the plan stops there.
  grant(-50, 'cinder', { amount: 300, reason: 'Starter pack', until: -9 }),
  grant(-9, 'cinder', { amount: 200, reason: 'Starter pack' }),

  // The plan lets usage go on below zero; the next pack pays for it first.
  grant(-62, 'delta', { amount: 600, reason: 'Agency pack', until: -30 }),
  grant(-30, 'delta', { amount: 300, reason: 'Agency pack' }),
  grant(-8, 'delta', { amount: 250, reason: 'Agency pack' }),
];

/** What was used in a day is reported in the evening; today's, before now. */
const EVENING = 0.8;

function reports(startMs: number): Step[] {
  return [...usageByDay(startMs)].map(([day, events]) => ({
    day: day === 0 ? 'now' : day + EVENING,
    async run(client) {
      const { results } = await client.events.batch(events);
      const refused = results.find((result) => 'code' in result);
      if (refused) throw new Error(`The story has no credits for what it tells: ${JSON.stringify(refused)}`);
    },
  }));
}

/**
 * All that happened before `startMs`, in order. The key of each step is its place, so that it happens once.
 */
export function timeline(startMs: number) {
  const order = ({ day }: Step) => (day === 'now' ? 1 : day);
  return [...reports(startMs), ...STEPS]
    .map((step, place) => ({ ...step, key: `story-${place}` }))
    .sort((a, b) => order(a) - order(b));
}
