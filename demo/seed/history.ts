import type { Client } from 'drawdown/client';
import { KEY_PREFIX, type UsageEvent, usageBefore } from './usage.js';
import { midnight } from './working-hours.js';

const DAY_MS = 86_400_000;

/** `day` counts from the midnight before the seeding. `now` is the instant of the seeding. */
type Step = {
  readonly day: number | 'now';
  run(client: Client, key: string, at: (day: number) => string): Promise<unknown>;
};

type GrantTerms = {
  readonly amount: number;
  readonly reason: string;
  readonly creditTypeId?: string;
  readonly promotional?: boolean;
  readonly from?: number;
  readonly until?: number;
};

const grantBody = (customerId: string, terms: GrantTerms, at: (day: number) => string) => ({
  customerId,
  creditTypeId: terms.creditTypeId ?? 'ai-tokens',
  amount: terms.amount,
  category: terms.promotional ? ('promotional' as const) : ('paid' as const),
  reason: terms.reason,
  ...(terms.from !== undefined && { effectiveAt: at(terms.from) }),
  ...(terms.until !== undefined && { expiresAt: at(terms.until) }),
});

const grant = (day: Step['day'], customerId: string, terms: GrantTerms): Step => ({
  day,
  run: (client, key, at) => client.grants.create(grantBody(customerId, terms, at), { idempotencyKey: key }),
});

const voidedGrant = (day: Step['day'], customerId: string, terms: GrantTerms): Step => ({
  day,
  async run(client, key, at) {
    const { id } = await client.grants.create(grantBody(customerId, terms, at), { idempotencyKey: key });
    return client.grants.void(id, { reason: 'Entered twice' }, { idempotencyKey: key });
  },
});

const STEPS: readonly Step[] = [
  // Plenty left: two pools, expired credits, credits that expire soon, and a pack that starts later.
  grant(-62, 'aurora', { amount: 1000, reason: 'Monthly pack', until: -37 }),
  grant(-62, 'aurora', { amount: 150, reason: 'Render bundle', creditTypeId: 'render-minutes' }),
  grant(-38, 'aurora', { amount: 1000, reason: 'Monthly pack', from: -37, until: -7 }),
  grant(-19, 'aurora', { amount: 100, reason: 'Welcome credits', promotional: true, until: -9 }),
  grant(-14, 'aurora', { amount: 1000, reason: 'Monthly pack', from: -7, until: 23 }),
  grant(-10, 'aurora', { amount: 120, reason: 'Render bundle', creditTypeId: 'render-minutes' }),
  grant(-2, 'aurora', { amount: 150, reason: 'Festival offer', promotional: true, until: 3 }),
  grant(-1.5, 'aurora', { amount: 1000, reason: 'Monthly pack', from: 23, until: 53 }),

  // Running low, after a grant that was voided.
  grant(-62, 'basalt', { amount: 500, reason: 'Starter pack', until: -12 }),
  grant(-12, 'basalt', { amount: 400, reason: 'Starter pack', until: 18 }),
  voidedGrant('now', 'basalt', { amount: 400, reason: 'Starter pack', until: 18 }),

  // Used up to the last token: the plan has a hard limit.
  grant(-50, 'cinder', { amount: 300, reason: 'Starter pack', until: -9 }),
  grant(-9, 'cinder', { amount: 200, reason: 'Starter pack' }),

  // Overdrawn: the plan has a soft limit, and the next pack repays the overdraft first.
  grant(-62, 'delta', { amount: 600, reason: 'Agency pack', until: -30 }),
  grant(-30, 'delta', { amount: 300, reason: 'Agency pack' }),
  grant(-8, 'delta', { amount: 250, reason: 'Agency pack' }),
];

/** Usage is reported at the end of its day. In the recent days it is also reported in rounds of 75 minutes. */
const DAY_END = 0.9995;
const RECENT_DAYS = 8;
const ROUND_DAYS = 1.25 / 24;

/** Usage is never reported on the next day, because grants end with their day. */
function reportDay(day: number): number {
  const end = Math.floor(day) + DAY_END;
  return day < -RECENT_DAYS ? end : Math.min(end, Math.ceil(day / ROUND_DAYS) * ROUND_DAYS);
}

function reportSteps(startMs: number): Step[] {
  const today = midnight(startMs, 0);
  const rounds = new Map<Step['day'], UsageEvent[]>();
  for (const event of usageBefore(startMs)) {
    const reportedOn = reportDay((Date.parse(event.timestamp) - today) / DAY_MS);
    const day = today + reportedOn * DAY_MS < startMs ? reportedOn : 'now';
    const round = rounds.get(day) ?? [];
    rounds.set(day, round);
    round.push(event);
  }
  return [...rounds].map(([day, events]) => ({
    day,
    async run(client) {
      const { results } = await client.events.batch(events);
      const refused = results.find((result) => 'code' in result);
      if (refused) throw new Error(`The history uses more credits than it grants: ${JSON.stringify(refused)}`);
    },
  }));
}

/** All writes before `startMs`, in order. The place of a step is its idempotency key, so that the step runs once. */
export function history(startMs: number) {
  // Past days count from midnight, so that each of them is whole. Future days count from now.
  const at = (day: number) => new Date((day > 0 ? startMs : midnight(startMs, 0)) + day * DAY_MS).toISOString();
  const instantOf = ({ day }: Step) => (day === 'now' ? startMs : Math.floor(midnight(startMs, 0) + day * DAY_MS));
  return [...reportSteps(startMs), ...STEPS]
    .map((step, place) => ({
      at: new Date(instantOf(step)).toISOString(),
      run: (client: Client) => step.run(client, `${KEY_PREFIX}-${place}`, at),
    }))
    .sort((a, b) => a.at.localeCompare(b.at));
}
