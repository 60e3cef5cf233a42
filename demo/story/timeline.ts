import type { Client } from 'drawdown/client';
import { midnight } from './rhythm.js';
import { type Event, usageBefore } from './usage.js';

const DAY_MS = 86_400_000;

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

/** What was used in a day is reported at its end; in the last days, in rounds of so many hours too. */
const DAY_END = 0.9995;
const RECENT_DAYS = 8;
const ROUND = 1.25 / 24;

/** When something that happened on this day, with its fraction, was reported: the same day, as grants end with it. */
function reportedOn(day: number): number {
  const end = Math.floor(day) + DAY_END;
  return day < -RECENT_DAYS ? end : Math.min(end, Math.ceil(day / ROUND) * ROUND);
}

function reports(startMs: number): Step[] {
  const today = midnight(startMs, 0);
  const rounds = new Map<Step['day'], Event[]>();
  for (const event of usageBefore(startMs)) {
    const reported = reportedOn((Date.parse(event.timestamp) - today) / DAY_MS);
    const day = today + reported * DAY_MS < startMs ? reported : 'now';
    const round = rounds.get(day) ?? [];
    rounds.set(day, round);
    round.push(event);
  }
  return [...rounds].map(([day, events]) => ({
    day,
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
  // The past goes by the calendar, so that every day of it is whole; what is to come counts from now.
  const at = (day: number) => new Date((day > 0 ? startMs : midnight(startMs, 0)) + day * DAY_MS).toISOString();
  const instantOf = ({ day }: Step) => (day === 'now' ? startMs : Math.floor(midnight(startMs, 0) + day * DAY_MS));
  return [...reports(startMs), ...STEPS]
    .map((step, place) => ({
      at: new Date(instantOf(step)).toISOString(),
      run: (client: Client) => step.run(client, `story-${place}`, at),
    }))
    .sort((a, b) => a.at.localeCompare(b.at));
}
