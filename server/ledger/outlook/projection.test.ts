import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareBurnOrder } from '../grants/burn-order.js';
import { type Outlook, project } from './projection.js';
import type { Grant } from '../grants/grant.js';
import type { Ms } from '../values/refs.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = 1_785_542_400_000;
const HORIZON_DAYS = 3 * 365;

const account = { customerId: 'ada', creditTypeId: 'tokens', resourceId: '' };
const inDays = (days: number): Ms => NOW_MS + days * DAY_MS;

function grant(id: string, remaining: bigint, terms: Partial<Grant> = {}): Grant {
  const none = { unitCost: null, payment: null, reason: null, metadata: {}, endedAs: null, depletedSeq: null };
  const zero = { reserved: 0n, consumed: 0n, repaid: 0n, expired: 0n, voided: 0n, adjusted: 0n, endedAtMs: null };
  const usual = { category: 'paid', source: 'api', priority: 50, phase: 'active', expiresAtMs: null } as const;
  const times = { effectiveAtMs: NOW_MS, createdAtMs: NOW_MS, updatedAtMs: NOW_MS };
  const actor = { type: 'operator', id: 'op-1' } as const;
  const made = { id, account, actor, amount: remaining, remaining, ...none, ...zero, ...usual, ...times, ...terms };
  return { ...made, dueAtMs: made.phase === 'scheduled' ? made.effectiveAtMs : made.expiresAtMs };
}

function outlook(grants: readonly Grant[], more: Partial<Outlook> = {}): Outlook {
  const inOrder = [...grants].sort(compareBurnOrder);
  const open = inOrder.filter(({ phase }) => phase === 'active');
  const scheduled = inOrder.filter(({ phase }) => phase === 'scheduled');
  return { overdraft: 0n, firstUseMs: 0, openRest: 0n, laterStartMs: null, open, scheduled, ...more };
}
const starting = (days: number) => ({ phase: 'scheduled', effectiveAtMs: inDays(days) }) as const;
const ahead = (used: bigint, days: number, grants: readonly Grant[], more: Partial<Outlook> = {}) =>
  project(outlook(grants, more), { used, days }, NOW_MS);

test('one grant lasts as long as the pace says, to the millisecond by which it is gone', () => {
  expect(ahead(70n, 7, [grant('a', 25n)])).toEqual({
    ...{ perDay: 10n, runsOutAtMs: inDays(2.5), unused: [], horizonMs: inDays(HORIZON_DAYS) },
  });
  expect(ahead(10n, 3, [grant('a', 10n)])).toMatchObject({ perDay: 3n, runsOutAtMs: inDays(3) });
  expect(ahead(7n, 7, [grant('a', 1n, { expiresAtMs: inDays(1) + 1 })]).runsOutAtMs).toBe(inDays(1));
  expect(ahead(3n * BigInt(DAY_MS), 3, [grant('a', 2n)]).runsOutAtMs).toBe(NOW_MS + 2);
  expect(ahead(2n * 3n * BigInt(DAY_MS), 3, [grant('a', 3n)]).runsOutAtMs).toBe(NOW_MS + 2);
});

test('what burns later expires with what the pace leaves of it', () => {
  const first = grant('a', 30n, { priority: 1, expiresAtMs: inDays(10) });
  const second = grant('b', 50n, { priority: 2, expiresAtMs: inDays(5) });
  // Five days use 25 of the first grant and none of the second. The rest of the first lasts one more day.
  expect(ahead(35n, 7, [second, first])).toMatchObject({
    ...{ runsOutAtMs: inDays(6), unused: [{ atMs: inDays(5), amount: 50n }] },
  });
});

test('what starts burns in its place from then on', () => {
  const last = grant('z', 100n, { priority: 9, expiresAtMs: inDays(20) });
  const later = grant('a', 40n, { priority: 1, ...starting(4), expiresAtMs: inDays(6) });
  // Usage takes 16 of the last grant, 8 of the later one in its two days, then 56 of the last in 14 days.
  expect(ahead(28n, 7, [last, later])).toMatchObject({
    runsOutAtMs: inDays(20),
    unused: [
      { atMs: inDays(6), amount: 32n },
      { atMs: inDays(20), amount: 28n },
    ],
  });
});

test('where nothing is left, nothing is used until credits come', () => {
  const brief = grant('a', 10n);
  const later = grant('b', 10n, { ...starting(100), expiresAtMs: inDays(105) });
  expect(ahead(7n, 7, [brief, later])).toMatchObject({
    ...{ runsOutAtMs: inDays(10), unused: [{ atMs: inDays(105), amount: 5n }] },
  });
});

test('one that starts when another ends leaves no gap', () => {
  const month = (id: string, days: number) => grant(id, 30n, { expiresAtMs: inDays(days + 30) });
  const next = { ...month('b', 30), ...starting(30), dueAtMs: inDays(30) };
  expect(ahead(7n, 7, [month('a', 0), next]).runsOutAtMs).toBe(inDays(60));
  expect(ahead(0n, 7, [month('a', 0), next])).toMatchObject({
    runsOutAtMs: inDays(60),
    unused: [
      { atMs: inDays(30), amount: 30n },
      { atMs: inDays(60), amount: 30n },
    ],
  });
});

test('nothing left is said at once, and what is overdrawn is paid first', () => {
  expect(ahead(7n, 7, []).runsOutAtMs).toBe(NOW_MS);
  expect(ahead(0n, 7, []).runsOutAtMs).toBe(NOW_MS);
  const later = grant('a', 20n, { ...starting(1), expiresAtMs: inDays(6) });
  expect(ahead(14n, 7, [later], { overdraft: 8n })).toMatchObject({
    ...{ runsOutAtMs: NOW_MS, unused: [{ atMs: inDays(6), amount: 2n }] },
  });
  expect(ahead(14n, 7, [later], { overdraft: 30n }).unused).toEqual([]);
});

test('what lies beyond the horizon is not said', () => {
  const forever = grant('a', 7n * BigInt(HORIZON_DAYS) + 1n);
  expect(ahead(49n, 7, [forever]).runsOutAtMs).toBeNull();
  expect(ahead(49n, 7, [grant('a', 7n * BigInt(HORIZON_DAYS))]).runsOutAtMs).toBe(inDays(HORIZON_DAYS));
  const late = grant('b', 5n, { expiresAtMs: inDays(HORIZON_DAYS) + 1 });
  expect(ahead(0n, 7, [late])).toMatchObject({ runsOutAtMs: null, unused: [] });
});

test('of grants that were not loaded it says the best: they last, and burn behind all others', () => {
  const soon = grant('a', 10n, { expiresAtMs: inDays(30) });
  expect(ahead(7n, 7, [soon], { openRest: 15n })).toMatchObject({ runsOutAtMs: inDays(25), unused: [] });
  const never = ahead(7n, 7, [soon], { laterStartMs: inDays(4) });
  expect(never).toMatchObject({ runsOutAtMs: null, horizonMs: inDays(4) - 1 });
});

test('what is due already is done before anything is used, and no news', () => {
  const over = grant('a', 10n, { expiresAtMs: NOW_MS });
  const begun = grant('b', 7n, { ...starting(-1), expiresAtMs: inDays(9) });
  expect(ahead(7n, 7, [over, begun])).toMatchObject({ runsOutAtMs: inDays(7), unused: [] });
});

/** Simulates hour by hour. All amounts are multiplied by the hours of a week, so that an hour uses a whole number. */
function naive({ open, scheduled, overdraft, openRest }: Outlook, used: bigint, hours: number) {
  const scale = 7n * 24n;
  const waiting = [...scheduled];
  let burning = open.map((of) => ({ of, left: of.remaining * scale }));
  let owed = overdraft * scale;
  let rest = openRest * scale;
  const unused: { atMs: Ms; amount: bigint }[] = [];
  let emptyAfterMs: Ms | null = null;
  for (let hour = 0; hour <= hours; hour += 1) {
    const atMs = NOW_MS + hour * HOUR_MS;
    const ending = burning.filter(({ of }) => of.expiresAtMs === atMs);
    const lost = ending.reduce((sum, { left }) => sum + left, 0n);
    const amount = (2n * lost + scale) / (2n * scale);
    if (amount > 0n && hour > 0) unused.push({ atMs, amount });
    burning = burning.filter((lot) => !ending.includes(lot));
    for (const of of waiting.filter(({ effectiveAtMs }) => effectiveAtMs === atMs).sort(compareBurnOrder)) {
      const whole = of.remaining * scale;
      const paid = owed < whole ? owed : whole;
      owed -= paid;
      burning.push({ of, left: whole - paid });
    }
    burning.sort((a, b) => compareBurnOrder(a.of, b.of));
    let due = used;
    for (const lot of burning) {
      const taken = lot.left < due ? lot.left : due;
      lot.left -= taken;
      due -= taken;
    }
    const left = () => burning.reduce((sum, lot) => sum + lot.left, rest);
    const hadAny = left() + (used - due) > 0n;
    rest -= rest < due ? rest : due;
    // Either nothing was left when the hour began, or the rest was used within it.
    if (!hadAny) emptyAfterMs ??= atMs - HOUR_MS;
    else if (left() === 0n && used > 0n && due > 0n) emptyAfterMs ??= atMs;
  }
  return { unused, emptyAfterMs };
}

test('any grants come out as a walk through every hour brings them', () => {
  const hour = fc.integer({ min: 1, max: 24 * 12 });
  const terms = fc.record({
    ...{ remaining: fc.bigInt({ min: 1n, max: 400n }), priority: fc.integer({ min: 0, max: 2 }) },
    ...{ start: fc.option(hour), length: fc.option(hour), isPromotional: fc.boolean() },
  });
  const made = fc.array(terms, { maxLength: 8 }).map((list) =>
    list.map(({ remaining, priority, start, length, isPromotional }, index) => {
      const effectiveAtMs = NOW_MS + (start ?? 0) * HOUR_MS;
      return grant(`grant-${index}`, remaining, {
        ...{ priority, effectiveAtMs, phase: start === null ? 'active' : 'scheduled' },
        expiresAtMs: length === null ? null : effectiveAtMs + length * HOUR_MS,
        category: isPromotional ? 'promotional' : 'paid',
      });
    }),
  );
  const used = fc.bigInt({ min: 0n, max: 700n });
  fc.assert(
    fc.property(made, used, fc.bigInt({ min: 0n, max: 300n }), (grants, pace, spare) => {
      const hasOpen = grants.some(({ phase }) => phase === 'active');
      // Overdraft and open grants exclude each other, because grants repay overdraft first.
      const given = outlook(grants, hasOpen ? { openRest: spare } : { overdraft: spare });
      const hours = 24 * 40;
      const slow = naive(given, pace, hours);
      const fast = project(given, { used: pace, days: 7 }, NOW_MS);
      expect(fast.unused).toEqual(slow.unused);
      const { runsOutAtMs } = fast;
      if (slow.emptyAfterMs === null) {
        expect(runsOutAtMs === null || runsOutAtMs >= NOW_MS + hours * HOUR_MS).toBe(true);
      } else {
        expect(runsOutAtMs).toBeGreaterThanOrEqual(slow.emptyAfterMs);
        expect(runsOutAtMs).toBeLessThanOrEqual(slow.emptyAfterMs + HOUR_MS);
      }
    }),
    { numRuns: 300 },
  );
});
