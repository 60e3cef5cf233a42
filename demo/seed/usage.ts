import type { Client } from 'drawdown/client';
import { type CustomerId, USERS } from './customers.js';
import { apportion, randomFrom, spreadOverDays, workTimeMs } from './working-hours.js';

/** Begins every idempotency key of the seeding. It must not change, because existing databases hold keys with it. */
export const KEY_PREFIX = 'story';

export type UsageEvent = Parameters<Client['events']['batch']>[0][number] & { readonly timestamp: string };

type UsagePeriod = readonly [customerId: CustomerId, first: number, last: number, featureId: string, units: number];

/** Each period uses no more than the grants of history.ts leave. The sums decide which balances the page shows. */
const USAGE_PERIODS: readonly UsagePeriod[] = [
  ['aurora', -60, -38, 'image', 70],
  ['aurora', -60, -38, 'chat-message', 150],
  ['aurora', -60, -38, 'completion', 180_000],
  ['aurora', -37, -8, 'image', 90],
  ['aurora', -37, -8, 'chat-message', 210],
  ['aurora', -37, -8, 'completion', 220_000],
  ['aurora', -7, 0, 'image', 21],
  ['aurora', -7, 0, 'chat-message', 17],
  ['aurora', -7, 0, 'completion', 70_300],
  ['aurora', -60, -11, 'render', 150],
  ['aurora', -10, 0, 'render', 38],
  ['basalt', -60, -13, 'image', 60],
  ['basalt', -60, -13, 'chat-message', 130],
  ['basalt', -60, -13, 'completion', 70_000],
  ['basalt', -12, 0, 'image', 48],
  ['basalt', -12, 0, 'chat-message', 64],
  ['basalt', -12, 0, 'completion', 41_500],
  ['cinder', -48, -10, 'image', 36],
  ['cinder', -48, -10, 'chat-message', 120],
  ['cinder', -9, 0, 'image', 31],
  ['cinder', -9, 0, 'chat-message', 45],
  ['delta', -60, -31, 'image', 70],
  ['delta', -60, -31, 'chat-message', 90],
  ['delta', -60, -31, 'completion', 110_000],
  ['delta', -30, -9, 'image', 45],
  ['delta', -30, -9, 'chat-message', 60],
  ['delta', -30, -9, 'completion', 45_000],
  ['delta', -8, 0, 'image', 33],
  ['delta', -8, 0, 'chat-message', 40],
  ['delta', -8, 0, 'completion', 42_500],
];

const LARGEST_EVENT: Readonly<Record<string, number>> = { image: 1, 'chat-message': 1, completion: 1_900, render: 2 };

const SHARE_BY_JOBS: Readonly<Record<string, number>> = { completion: 0.3 };

/** These features are reported as raw events, whose meter sums a property. The others are reported by their id. */
const RAW_EVENTS: Readonly<Record<string, readonly [eventName: string, property: string]>> = {
  completion: ['completion.finished', 'tokens'],
  render: ['render.finished', 'minutes'],
};

function eventOf(customerId: string, featureId: string, userId: string, quantity: number) {
  const raw = RAW_EVENTS[featureId];
  if (!raw) return { customerId, featureId, userId, quantity };
  return { customerId, eventName: raw[0], dimensions: { userId, [raw[1]]: quantity } };
}

function pickUser(users: readonly [string, ...string[]], seed: string): string {
  const place = Math.floor(randomFrom(seed) ** 1.6 * users.length);
  return users[place] ?? users[0];
}

function eventsOfDay([customerId, , , featureId]: UsagePeriod, day: number, units: number, startMs: number) {
  const largest = LARGEST_EVENT[featureId] ?? 1;
  const keys = Array.from(
    { length: Math.ceil(units / largest) },
    (_, place) => `${KEY_PREFIX}-${customerId}-${featureId}-${day}-${place}`,
  );
  const quantities = apportion(
    units,
    keys.map((key) => (largest === 1 ? 1 : 0.4 + randomFrom(`${key} size`))),
  );
  return keys.flatMap((idempotencyKey, place): UsageEvent[] => {
    const quantity = quantities[place] ?? 0;
    if (quantity === 0) return [];
    const userId = pickUser(USERS[customerId], `${idempotencyKey} who`);
    const byJobs = SHARE_BY_JOBS[featureId] ?? 0;
    const timestamp = new Date(workTimeMs(startMs, day, idempotencyKey, byJobs)).toISOString();
    return [{ ...eventOf(customerId, featureId, userId, quantity), idempotencyKey, timestamp }];
  });
}

export function usageBefore(startMs: number): readonly UsageEvent[] {
  return USAGE_PERIODS.flatMap((period) => {
    const [customerId, first, last, featureId, total] = period;
    const seed = `${customerId} ${featureId}`;
    const days = spreadOverDays(startMs, [first, last], total, seed, SHARE_BY_JOBS[featureId] ?? 0);
    return days.flatMap(({ day, units }) => eventsOfDay(period, day, units, startMs));
  }).sort((a, b) => a.timestamp.localeCompare(b.timestamp));
}
