import { describe, expect, test } from 'vitest';
import type { AccountRef } from '../../server/ledger/values/refs.js';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { EventBody } from '../../server/ledger/commands/event.js';
import type { GrantTerms } from '../../server/ledger/grants/grant.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import { MAX_AGE_MS } from '../support/commands.js';
import { day, hour, minute } from './intents.js';
import { Lockstep } from './lockstep.js';
import { MemoryStore } from './memory-store.js';
import { beginningMs as nowMs, catalogWhere, credits, huge } from './world.js';

const ada: AccountRef = { customerId: 'ada', creditTypeId: 'tokens', resourceId: '' };
let count = 0;

function head(id: string, key = id) {
  const used = { operation: 'op', value: key, fingerprint: key };
  return {
    id,
    customerId: 'ada',
    key: used,
    cause: null,
    actor: { type: 'apiKey', id: 'key-1' },
    requestId: null,
  } as const;
}

function grant(id: string, amount: bigint, terms: Partial<GrantTerms> = {}): Command {
  const usual = { category: 'paid', source: 'api', priority: 50, effectiveAtMs: null, expiresAtMs: null } as const;
  const none = { unitCost: null, payment: null, reason: null, metadata: {} };
  return { ...head(id), kind: 'grant', account: ada, terms: { ...usual, ...none, amount, ...terms } };
}

function burn(quantity: bigint, more: Partial<EventBody> = {}): Command {
  count += 1;
  const usual = {
    kind: 'event',
    atMs: null,
    userId: null,
    resourceId: '',
    enforce: false,
    maxAgeMs: MAX_AGE_MS,
  } as const;
  return { ...head(`evt_${count}`), ...usual, usage: { featureId: 'mail', quantity }, ...more };
}

function voiding(grantId: string): Command {
  count += 1;
  return { ...head(`act_${count}`), kind: 'grant.void', account: ada, grantId, reason: null };
}

function sending(lockstep: Lockstep, atMs: number, ...commands: Command[]): Outcome[] {
  lockstep.send(commands, atMs);
  return lockstep.decided.slice(-commands.length).map(({ outcome }) => outcome);
}

const left = (lockstep: Lockstep, atMs: number) =>
  Object.fromEntries(lockstep.store.view(ada, atMs).grants.map((each) => [each.id, each.remaining / 1_000_000n]));
const balance = (lockstep: Lockstep, atMs: number) => lockstep.store.figures(ada, atMs).balance;
const code = (outcome: Outcome | undefined) => (outcome?.status === 'refused' ? outcome.refusal.code : outcome?.status);

describe('the worked cases', () => {
  test('60 credits burn by priority, expiry and category: B 20, A 40, C 0', () => {
    const lockstep = new Lockstep(64);
    const [september, august] = [nowMs + 31 * day, nowMs + 14 * day];
    const a = grant('A', credits(50), { priority: 1, expiresAtMs: september });
    const b = grant('B', credits(20), { priority: 1, expiresAtMs: september, category: 'promotional', reason: 'x' });
    const c = grant('C', credits(100), { priority: 2, expiresAtMs: august, category: 'promotional', reason: 'x' });
    const [outcome] = sending(lockstep, nowMs, a, b, c, burn(credits(60))).slice(-1);
    expect(left(lockstep, nowMs)).toEqual({ A: 10n, B: 0n, C: 100n });
    expect(outcome).toMatchObject({ answer: { charges: [{ allocations: [{ grantId: 'B' }, { grantId: 'A' }] }] } });
  });

  test('−15 and a grant of 50 leave 35 in the grant and in the balance', () => {
    const lockstep = new Lockstep(64);
    sending(lockstep, nowMs, burn(credits(15)));
    expect(lockstep.store.figures(ada, nowMs)).toMatchObject({
      balance: credits(-15),
      overdraft: credits(15),
      state: 'overdrawn',
    });
    sending(lockstep, nowMs, grant('G', credits(50)));
    expect(left(lockstep, nowMs)).toEqual({ G: 35n });
    expect(lockstep.store.figures(ada, nowMs)).toMatchObject({
      balance: credits(35),
      overdraft: 0n,
      granted: credits(50),
    });
  });

  test('takes a millionth from a trillion exactly', () => {
    const lockstep = new Lockstep(64);
    sending(lockstep, nowMs, grant('G', huge), burn(1n));
    expect(balance(lockstep, nowMs)).toBe(999_999_999_999_999_999n);
  });

  test('grants that activate and expire between two commands do so on time', () => {
    const lockstep = new Lockstep(2);
    const [startMs, endMs] = [nowMs + hour, nowMs + 2 * hour];
    sending(lockstep, nowMs, burn(credits(4)), grant('G', credits(10), { effectiveAtMs: startMs, expiresAtMs: endMs }));
    sending(lockstep, nowMs + day, burn(credits(1)));
    const entries = lockstep.store.view(ada, nowMs + day).entries.slice(2);
    const steps = entries.map(({ type, grantId, delta, atMs }) => [type, grantId, delta / 1_000_000n, atMs - nowMs]);
    expect(steps).toEqual([
      ['activated', 'G', 10n, hour],
      ['repaid', 'G', -4n, hour],
      ['repaid', null, 4n, hour],
      ['expired', 'G', -6n, 2 * hour],
      ['consumed', null, -1n, day],
    ]);
  });

  test('a grant is gone exactly at expiresAt, and burns a millisecond before', () => {
    const lockstep = new Lockstep(64);
    const endMs = nowMs + hour;
    sending(lockstep, nowMs, grant('G', credits(3), { expiresAtMs: endMs }));
    sending(lockstep, endMs - 1, burn(credits(1)));
    const [outcome] = sending(lockstep, endMs, burn(credits(1), { enforce: true }));
    expect(code(outcome)).toBe('insufficient_credits');
  });
});

describe('the burn order', () => {
  const soon = { expiresAtMs: nowMs + 2 * day };
  const promotional = { category: 'promotional', reason: 'x' } as const;
  const later = { effectiveAtMs: nowMs + 2 * hour };
  // In each pair, one rule decides, and all later rules would decide the opposite.
  test.each<[string, Partial<GrantTerms>, Partial<GrantTerms>]>([
    ['priority', { priority: 1 }, { priority: 2, ...soon, ...promotional }],
    ['expiry, soonest first', soon, { expiresAtMs: nowMs + 3 * day, ...promotional }],
    ['expiry, none last', soon, promotional],
    ['promotional before paid', { ...promotional, ...later }, {}],
    ['effective earliest', {}, later],
  ])('%s', (_rule, first, second) => {
    const lockstep = new Lockstep(64);
    sending(lockstep, nowMs, grant('Z-second', credits(5), second));
    sending(lockstep, nowMs + hour, grant('A-first', credits(5), first));
    sending(lockstep, nowMs + day, burn(credits(3)));
    expect(left(lockstep, nowMs + day)).toEqual({ 'Z-second': 5n, 'A-first': 2n });
  });

  test('the earlier creation, then the id', () => {
    const lockstep = new Lockstep(64);
    const startMs = nowMs + 2 * hour;
    sending(lockstep, nowMs, grant('Z', credits(1), { effectiveAtMs: startMs }));
    const others = ['B', 'A', 'a'].map((id) => grant(id, credits(1), { effectiveAtMs: startMs }));
    sending(lockstep, nowMs + hour, ...others);
    sending(lockstep, startMs, burn(credits(2)));
    expect(left(lockstep, startMs)).toEqual({ Z: 0n, B: 1n, A: 0n, a: 1n });
  });
});

describe('limits', () => {
  test('of many enforced burns of 1 on a balance of 7, exactly 7 succeed', () => {
    const lockstep = new Lockstep(1);
    const burns = Array.from({ length: 20 }, () => burn(credits(1), { enforce: true }));
    const outcomes = sending(lockstep, nowMs, grant('G', credits(4)), grant('H', credits(3)), ...burns);
    expect(outcomes.filter(({ status }) => status === 'done').length - 2).toBe(7);
    expect(balance(lockstep, nowMs)).toBe(0n);
  });

  test('all charges of an event are refused if their sum exceeds the balance', () => {
    const lockstep = new Lockstep(64);
    const subscribe: Command = { ...head('sub_1'), kind: 'subscribe', planId: 'pro', startMs: null };
    sending(lockstep, nowMs, subscribe, grant('G', credits(10)));
    // Six for the chat and five for the picture: the balance covers each alone, but not both.
    const usage = { eventName: 'llm', dimensions: { size: '3', kind: 'picture' } };
    const [outcome] = sending(lockstep, nowMs, burn(0n, { usage, enforce: true }));
    const shortfall = { balance: credits(10), available: credits(10), required: credits(11), shortfall: credits(1) };
    expect(outcome).toMatchObject({ refusal: { code: 'insufficient_credits', shortfall } });
    expect(balance(lockstep, nowMs)).toBe(credits(10));
    sending(lockstep, nowMs, grant('H', credits(1)), burn(0n, { usage, enforce: true }));
    expect(balance(lockstep, nowMs)).toBe(0n);
  });

  test('a pool is low at exactly a fifth of its credits', () => {
    const lockstep = new Lockstep(64);
    const state = () => lockstep.store.figures(ada, nowMs).state;
    sending(lockstep, nowMs, grant('G', credits(10)), burn(credits(8) - 1n));
    expect(state()).toBe('ok');
    sending(lockstep, nowMs, burn(1n));
    expect(state()).toBe('low');
  });

  test('a refusal for missing credits is final for its key, also after new credits', () => {
    const lockstep = new Lockstep(64);
    const refused = burn(credits(5), { enforce: true });
    expect(code(sending(lockstep, nowMs, refused)[0])).toBe('insufficient_credits');
    const [, again] = sending(lockstep, nowMs, grant('G', credits(5)), { ...refused, id: 'evt_again' });
    expect(again).toMatchObject({ status: 'refused', duplicate: true, commandId: refused.id });
  });

  test('an account holds nine grants of a trillion and reaches nine trillion below zero', () => {
    const lockstep = new Lockstep(64);
    const grants = Array.from({ length: 10 }, (_, place) => grant(`G${place}`, huge, { priority: 9 - place }));
    expect(
      sending(lockstep, nowMs, ...grants)
        .map(code)
        .slice(-2),
    ).toEqual(['done', 'amount_out_of_range']);
    const burns = Array.from({ length: 19 }, () => burn(huge));
    expect(
      sending(lockstep, nowMs, ...burns)
        .map(code)
        .slice(-2),
    ).toEqual(['done', 'amount_out_of_range']);
    expect(balance(lockstep, nowMs)).toBe(credits(-9_000_000_000_000));
  });

  test('scheduled grants count towards the range, so that none fails to activate', () => {
    const lockstep = new Lockstep(64);
    const later = { effectiveAtMs: nowMs + hour };
    const grants = Array.from({ length: 10 }, (_, place) => grant(`S${place}`, huge, later));
    expect(
      sending(lockstep, nowMs, ...grants)
        .map(code)
        .slice(-2),
    ).toEqual(['done', 'amount_out_of_range']);
    lockstep.compare(nowMs + day);
  });

  test('accepts events from 35 days back to 5 minutes ahead, inclusive', () => {
    const lockstep = new Lockstep(64);
    const dated = (offsetMs: number) => burn(1n, { atMs: nowMs + offsetMs });
    const all = [-35 * day, 5 * minute, -35 * day - 1, 5 * minute + 1].map(dated);
    const refused = 'timestamp_out_of_range';
    expect(sending(lockstep, nowMs, ...all).map(code)).toEqual(['done', 'done', refused, refused]);
  });
});

describe('the loaded grants do not affect decisions', () => {
  const three = [0, 1, 2].map((priority) => grant(`P${priority}`, credits(10), { priority }));

  test('a burn beyond the loaded grants loads more', () => {
    const lockstep = new Lockstep(1);
    sending(lockstep, nowMs, ...three);
    sending(lockstep, nowMs, burn(credits(25)));
    expect(left(lockstep, nowMs)).toEqual({ P0: 0n, P1: 0n, P2: 5n });
    expect(lockstep.store.shortLoads).toBeGreaterThan(0);
  });

  // P2 is loaded for the void and P1 is not. P2 must not count as the next grant after P0.
  test('a grant loaded for its void does not burn before its turn', () => {
    const lockstep = new Lockstep(1);
    sending(lockstep, nowMs, ...three);
    sending(lockstep, nowMs, burn(credits(15)), voiding('P2'));
  });

  // P2 is loaded for its expiry. D starts before the expiry and must not burn before P1.
  test('a grant loaded for its expiry does not hide earlier grants', () => {
    const lockstep = new Lockstep(1);
    const [late, early] = [{ expiresAtMs: nowMs + 2 * hour }, { effectiveAtMs: nowMs + hour }];
    const last = grant('P9', credits(10), { priority: 9, ...late });
    sending(lockstep, nowMs, ...three.slice(0, 2), last, grant('D', credits(10), { priority: 5, ...early }));
    sending(lockstep, nowMs + day, burn(credits(15)));
  });
});

describe('faults', () => {
  test('an invalid command fails alone', () => {
    const store = new MemoryStore(catalogWhere(false), ['ada']);
    const poison = grant('P', null as unknown as bigint);
    const outcomes = store.transact([grant('G', credits(5)), poison, burn(credits(2))], nowMs);
    expect(outcomes.map(({ status }) => status)).toEqual(['done', 'failed', 'done']);
    expect(store.figures(ada, nowMs).balance).toBe(credits(3));
    expect(store.transact([burn(credits(1))], nowMs)[0]?.status).toBe('done');
  });

  test('a clock that steps back does not reorder entries', () => {
    const lockstep = new Lockstep(64);
    sending(lockstep, nowMs, grant('G', credits(5)), burn(credits(1)));
    sending(lockstep, nowMs - minute, burn(credits(1)), grant('H', credits(5)), voiding('G'));
    const times = lockstep.store.view(ada, nowMs).entries.map(({ atMs }) => atMs);
    expect(new Set(times)).toEqual(new Set([nowMs]));
  });

  test('a clock that steps back lets no grant burn after its end', () => {
    const lockstep = new Lockstep(64);
    sending(lockstep, nowMs, burn(credits(1)));
    sending(lockstep, nowMs - minute, grant('G', credits(5), { expiresAtMs: nowMs - 1 }), burn(credits(1)));
  });
});
