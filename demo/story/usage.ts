import type { Client } from 'drawdown/client';
import type { CustomerId } from './customers.js';
import { PEOPLE } from './people.js';
import { chance, overDays, shareOut, doneMs } from './rhythm.js';

export type Event = Parameters<Client['events']['batch']>[0][number] & { readonly timestamp: string };

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

/** How much of a feature one piece of work takes at most, in units of the feature. */
const PIECE: Readonly<Record<string, number>> = { image: 1, 'chat-message': 1, completion: 1_900, render: 2 };

/** Which share of a feature's use is by jobs of theirs, which know no weekend. */
const BY_JOBS: Readonly<Record<string, number>> = { completion: 0.3 };

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

/** Who did it: the first of the people most often. */
function personFor(people: readonly [string, ...string[]], words: string): string {
  const place = Math.floor(chance(words) ** 1.6 * people.length);
  return people[place] ?? people[0];
}

/** What was used on one day, piece by piece. */
function piecesOf([customerId, , , featureId]: Spell, day: number, units: number, startMs: number): Event[] {
  const size = PIECE[featureId] ?? 1;
  const count = Math.ceil(units / size);
  const names = Array.from({ length: count }, (_, piece) => `story-${customerId}-${featureId}-${day}-${piece}`);
  const parts = shareOut(
    units,
    names.map((name) => (size === 1 ? 1 : 0.4 + chance(`${name} size`))),
  );
  return names.flatMap((name, piece) => {
    const quantity = parts[piece] ?? 0;
    if (quantity === 0) return [];
    const userId = personFor(PEOPLE[customerId], `${name} who`);
    const timestamp = new Date(doneMs(startMs, day, name, BY_JOBS[featureId] ?? 0)).toISOString();
    return [{ ...eventOf(customerId, featureId, userId, quantity), idempotencyKey: name, timestamp }];
  });
}

/** All that was used, by when it happened, oldest first. */
export function usageBefore(startMs: number): readonly Event[] {
  return SPELLS.flatMap((spell) => {
    const [customerId, first, last, featureId, total] = spell;
    return overDays(startMs, [first, last], total, `${customerId} ${featureId}`, BY_JOBS[featureId] ?? 0).flatMap(
      ({ day, units }) => piecesOf(spell, day, units, startMs),
    );
  }).sort((a, b) => a.timestamp.localeCompare(b.timestamp));
}
