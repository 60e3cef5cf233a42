import type { Change, CustomerEntry, DayGroup, EventGroup } from '../../server/contract/index.js';
import { NOW } from './pools.js';

const usual = {
  at: NOW,
  delta: '-150',
  balanceAfter: '4250',
  featureId: 'chat-message',
  userId: null,
  reason: null,
} as const;

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

export const eventGroup = (over: Partial<EventGroup> = {}): EventGroup => ({
  ...usual,
  ...group,
  eventId: 'event_1',
  source: { type: 'event', id: 'event_1' },
  types: ['consumed'],
  ...over,
});

export const dayGroup = (over: Partial<DayGroup> = {}): DayGroup => ({
  ...group,
  date: '2026-11-22',
  startsAt: '2026-11-22T00:00:00.000Z',
  endsAt: '2026-11-23T00:00:00.000Z',
  count: 12,
  ...over,
});
