import '../credits-utilization-portal.js';
import type { CreditsUtilizationPortalElement } from '../credits-utilization-portal.js';
// Fetched before, so that no test waits for the network when the element asks for it.
import '../portal/portal.js';
import '../usage-chart/looks.js';
import '../usage-chart/plot.js';
import type { Balance, Change, CustomerEntry, DayGroup, EventGroup } from '../../server/contract/index.js';
import { placeTag } from './mount.js';
import { NOW, pool } from './pools.js';
import type { World } from './world.js';
import { settle } from './world.js';

type Options = Readonly<Record<string, string>>;

export const placePortal = (attributes: Options = {}, parent?: ParentNode & Node): CreditsUtilizationPortalElement =>
  placeTag('credits-utilization-portal', { 'time-zone': 'UTC', ...attributes }, parent);

/** A portal of a healthy pool, when everything has come to rest. */
export async function showPortal(
  world: World,
  attributes: Options = {},
  balances: readonly Balance[] = [pool()],
): Promise<CreditsUtilizationPortalElement> {
  world.server.balances = [...balances];
  const element = placePortal(attributes);
  await settle();
  await settle();
  return element;
}

const usual = {
  at: NOW,
  delta: '-150',
  balanceAfter: '4250',
  featureId: 'chat-message',
  userId: null,
  reason: null,
} as const;

/** Something that happened, as the short history has it. */
export const change = (over: Partial<Change> = {}): Change => ({
  ...usual,
  id: 'ai-tokens//1',
  type: 'consumed',
  creditTypeId: 'ai-tokens',
  resourceId: null,
  unit: { singular: 'token', plural: 'tokens' },
  featureName: 'Chat',
  grantId: 'grant_1',
  eventId: 'event_1',
  ...over,
});

/** An entry, alone. */
export const entry = (over: Partial<CustomerEntry> = {}): CustomerEntry => ({
  ...usual,
  id: 'ai-tokens//1',
  creditTypeId: 'ai-tokens',
  resourceId: null,
  sequence: 1,
  type: 'consumed',
  balanceBefore: '4400',
  grantId: 'grant_1',
  source: { type: 'event', id: 'event_1' },
  actor: { type: 'apiKey' },
  eventId: 'event_1',
  planId: null,
  planVersion: null,
  ...over,
});

const group = {
  count: 1,
  delta: '-150',
  balanceBefore: '4400',
  balanceAfter: '4250',
  firstSequence: 1,
  lastSequence: 1,
};

/** What one event did. */
export const eventGroup = (over: Partial<EventGroup> = {}): EventGroup => ({
  ...usual,
  ...group,
  eventId: 'event_1',
  source: { type: 'event', id: 'event_1' },
  types: ['consumed'],
  ...over,
});

/** What one day did. */
export const dayGroup = (over: Partial<DayGroup> = {}): DayGroup => ({
  ...group,
  date: '2026-11-22',
  startsAt: '2026-11-22T00:00:00.000Z',
  endsAt: '2026-11-23T00:00:00.000Z',
  count: 12,
  ...over,
});

/** The rows of the ledger as text. */
export const rowsOf = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('tbody tr') ?? [])].map((row) =>
    [...row.children].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim()).join(' | '),
  );

/** The last question about the ledger. */
export const lastLedger = (world: World): Record<string, string> =>
  Object.fromEntries(new URL(world.server.to('/ledger').pop()?.url ?? 'about:blank').searchParams);
