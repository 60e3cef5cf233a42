import type { Client } from 'drawdown/client';
import type { CustomerId } from './customers.js';
import { PEOPLE } from './people.js';
import { chance, overDays, shareOut, workingMs } from './rhythm.js';

type Event = Parameters<Client['events']['batch']>[0][number];

/** What a customer used of one feature from one day to another, in units of the feature. */
type Spell = readonly [customerId: CustomerId, first: number, last: number, featureId: string, units: number];

/** Each spell uses what the grants of the timeline leave for it; the sums are what the page shows at the start. */
const SPELLS: readonly Spell[] = [
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

/** Raw events, whose meters add up a property; the others are reported by their feature. */
const RAW: Readonly<Record<string, readonly [eventName: string, property: string]>> = {
  completion: ['completion.finished', 'tokens'],
  render: ['render.finished', 'minutes'],
};

function eventOf(customerId: string, featureId: string, userId: string, quantity: number) {
  const raw = RAW[featureId];
  if (!raw) return { customerId, featureId, userId, quantity };
  return { customerId, eventName: raw[0], dimensions: { userId, [raw[1]]: quantity } };
}

/** All that was used, by the day, counted from the one of `startMs`. */
export function usageByDay(startMs: number): ReadonlyMap<number, readonly Event[]> {
  const byDay = new Map<number, Event[]>();
  for (const [customerId, first, last, featureId, total] of SPELLS) {
    const people = PEOPLE[customerId];
    for (const { day, units } of overDays(startMs, first, last, total, `${customerId} ${featureId}`)) {
      const parts = shareOut(
        units,
        people.map((userId, place) => (0.3 + chance(`${userId} ${featureId} ${day}`)) / (place + 1)),
      );
      const events = people.flatMap((userId, place) => {
        const quantity = parts[place] ?? 0;
        const key = `story-${customerId}-${featureId}-${day}-${userId}`;
        const timestamp = new Date(workingMs(startMs, day, chance(key))).toISOString();
        return quantity > 0
          ? [{ ...eventOf(customerId, featureId, userId, quantity), idempotencyKey: key, timestamp }]
          : [];
      });
      byDay.set(day, [...(byDay.get(day) ?? []), ...events]);
    }
  }
  return byDay;
}
