import { beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../server/ledger/batch/registry.js';
import type { Outcome } from '../../server/ledger/commands/result.js';
import {
  adjust,
  credits,
  editGrant,
  event,
  failGrant,
  grant,
  payGrant,
  pool,
  START_MS as nowMs,
  voidGrant,
} from '../support/commands.js';
import { day, hour } from './intents.js';
import { Lockstep } from './lockstep.js';

let lockstep: Lockstep;
beforeEach(() => {
  lockstep = new Lockstep(2);
});

const send = (atMs: number, ...commands: Command[]): Outcome[] => {
  lockstep.send(commands, atMs);
  return lockstep.decided.slice(-commands.length).map(({ outcome }) => outcome);
};
const codeOf = (outcome: Outcome | undefined) =>
  outcome?.status === 'refused' ? outcome.refusal.code : outcome?.status;
const codes = (outcomes: readonly Outcome[]) => outcomes.map(codeOf);
const grantIn = (outcome: Outcome | undefined) =>
  outcome?.status === 'done' && outcome.answer.kind === 'grant' ? outcome.answer.grant : null;
const figures = (atMs: number) => lockstep.store.figures(pool(), atMs);
const entries = (atMs: number) =>
  lockstep.store.view(pool(), atMs).entries.map(({ type, grantId, delta }) => [type, grantId, delta / 1_000_000n]);
const left = (atMs: number) =>
  Object.fromEntries(lockstep.store.view(pool(), atMs).grants.map((each) => [each.id, each.remaining / 1_000_000n]));

const unpaid = { payment: { mode: 'external', reference: null } } as const;

describe('grants with a pending payment', () => {
  test('a pending grant has no effect', () => {
    send(nowMs, grant(10, { id: 'G', ...unpaid }));
    const [refused] = send(nowMs, event(1, { enforce: true }));
    expect(codeOf(refused)).toBe('insufficient_credits');
    expect(figures(nowMs)).toMatchObject({ balance: 0n, granted: 0n, state: 'empty', validUntilMs: null });
    const [paid] = send(nowMs + hour, payGrant('G'));
    expect(grantIn(paid)).toMatchObject({ status: 'active', position: 1, payment: { status: 'paid' } });
    expect(figures(nowMs + hour)).toMatchObject({ balance: credits(10), granted: credits(10), state: 'ok' });
    expect(entries(nowMs + hour)).toEqual([
      ['granted', 'G', 0n],
      ['activated', 'G', 10n],
    ]);
  });

  test('a grant paid after its end starts its whole term', () => {
    send(nowMs, grant(10, { id: 'G', expiresAtMs: nowMs + 2 * hour, ...unpaid }));
    const paidMs = nowMs + 3 * day;
    const [paid] = send(paidMs, payGrant('G'));
    expect(grantIn(paid)).toMatchObject({ status: 'active', effectiveAtMs: paidMs, expiresAtMs: paidMs + 2 * hour });
    expect(figures(paidMs + 2 * hour - 1).balance).toBe(credits(10));
    expect(figures(paidMs + 2 * hour).balance).toBe(0n);
  });

  test('a grant paid before its start is scheduled and keeps its dates', () => {
    const dates = { effectiveAtMs: nowMs + day, expiresAtMs: nowMs + 2 * day };
    send(nowMs, grant(10, { id: 'G', ...dates, ...unpaid }));
    const [paid] = send(nowMs + hour, payGrant('G'));
    expect(grantIn(paid)).toMatchObject({ status: 'scheduled', position: null, ...dates });
    expect(figures(nowMs + day - 1).balance).toBe(0n);
    expect(figures(nowMs + day).balance).toBe(credits(10));
    // A grant marked as paid exactly at its start has not waited, so its dates stay.
    send(nowMs, grant(1, { id: 'H', ...dates, ...unpaid }));
    const [onTime] = send(nowMs + day, payGrant('H'));
    expect(grantIn(onTime)).toMatchObject({ status: 'active', ...dates });
  });

  test('a second mark-paid answers the current grant', () => {
    send(nowMs, grant(10, { id: 'G', ...unpaid }), payGrant('G'), event(4));
    const before = entries(nowMs);
    const [again] = send(nowMs + hour, payGrant('G'));
    expect(grantIn(again)).toMatchObject({ status: 'active', remaining: credits(6), effectiveAtMs: nowMs });
    expect(entries(nowMs + hour)).toEqual(before);
    expect(codes(send(nowMs, failGrant('G'), voidGrant('G')))).toEqual(['payment_not_pending', 'done']);
    expect(grantIn(send(nowMs, payGrant('G'))[0])).toMatchObject({ status: 'voided', payment: { status: 'paid' } });
  });

  test('a failed grant never activates, moves nothing, and cannot be changed', () => {
    const dates = { effectiveAtMs: nowMs + hour, expiresAtMs: nowMs + 2 * hour };
    send(nowMs, grant(10, { id: 'G', ...dates, ...unpaid }));
    const [failed, again] = send(nowMs, failGrant('G'), failGrant('G'));
    expect(grantIn(failed)).toMatchObject({ status: 'failed', remaining: 0n, forfeited: 0n });
    expect(grantIn(again)).toEqual(grantIn(failed));
    const later = [payGrant('G'), voidGrant('G'), editGrant('G', { priority: 1 })];
    expect(codes(send(nowMs + 90 * day, ...later))).toEqual(['payment_not_pending', 'grant_ended', 'grant_ended']);
    expect(entries(nowMs + 90 * day)).toEqual([
      ['granted', 'G', 0n],
      ['updated', 'G', 0n],
    ]);
  });

  test('a pending grant can be voided, and cannot be paid afterwards', () => {
    const outcomes = send(nowMs, grant(10, { id: 'G', ...unpaid }), voidGrant('G'), payGrant('G'), failGrant('G'));
    expect(codes(outcomes)).toEqual(['done', 'done', 'grant_ended', 'grant_ended']);
    expect(grantIn(outcomes[1])).toMatchObject({ status: 'voided', forfeited: credits(10), position: null });
    expect(entries(nowMs)).toEqual([
      ['granted', 'G', 0n],
      ['voided', 'G', 0n],
    ]);
  });

  test('a grant that was never pending cannot be marked', () => {
    const recorded = { payment: { mode: 'record', reference: 'pi_1' } } as const;
    send(nowMs, grant(1, { id: 'G', ...recorded }), grant(1, { id: 'H' }));
    const outcomes = send(nowMs, payGrant('G'), failGrant('H'), payGrant('unknown'));
    expect(codes(outcomes)).toEqual(['payment_not_pending', 'payment_not_pending', 'grant_not_found']);
  });

  test('the payment of a grant repays overdraft', () => {
    send(nowMs, event(15), grant(50, { id: 'G', ...unpaid }));
    expect(figures(nowMs)).toMatchObject({ balance: credits(-15), overdraft: credits(15) });
    send(nowMs + hour, payGrant('G'));
    expect(figures(nowMs + hour)).toMatchObject({ balance: credits(35), overdraft: 0n, granted: credits(50) });
  });

  test('pending grants count towards the range, so that none fails to be paid', () => {
    const nine = Array.from({ length: 9 }, (_, place) => grant(1_000_000_000_000, { id: `G${place}`, ...unpaid }));
    const outcomes = send(nowMs, ...nine, grant(1), ...nine.map(({ id }) => payGrant(id)));
    expect(codes(outcomes).filter((code) => code !== 'done')).toEqual(['amount_out_of_range']);
    expect(figures(nowMs).balance).toBe(credits(9_000_000_000_000));
  });
});

describe('edits', () => {
  test('a new priority moves a grant in the burn order', () => {
    send(nowMs, ...['A', 'B', 'C'].map((id, place) => grant(10, { id, priority: place })));
    const [edited] = send(nowMs, editGrant('A', { priority: 7 }));
    expect(grantIn(edited)).toMatchObject({ priority: 7, position: 3 });
    send(nowMs, event(15));
    expect(left(nowMs)).toEqual({ A: 10n, B: 0n, C: 5n });
    expect(entries(nowMs)).toContainEqual(['updated', 'A', 0n]);
  });

  test('a grant that was not loaded moves to the front with its new priority', () => {
    lockstep = new Lockstep(1);
    send(nowMs, ...['A', 'B', 'C', 'D'].map((id, place) => grant(10, { id, priority: place + 1 })));
    const [edited] = send(nowMs, editGrant('D', { priority: 0 }), event(5));
    expect(grantIn(edited)).toMatchObject({ position: 1 });
    const [back] = send(nowMs, editGrant('D', { priority: 9 }), event(5));
    expect(grantIn(back)).toMatchObject({ position: 4 });
    expect(left(nowMs)).toEqual({ A: 5n, B: 10n, C: 10n, D: 5n });
    expect(lockstep.store.shortLoads).toBeGreaterThan(0);
  });

  test('a new end changes the burn order and the expiry', () => {
    send(nowMs, grant(10, { id: 'A', expiresAtMs: nowMs + day }), grant(10, { id: 'B', expiresAtMs: nowMs + 2 * day }));
    const [sooner] = send(nowMs, editGrant('B', { expiresAtMs: nowMs + hour }));
    expect(grantIn(sooner)).toMatchObject({ position: 1, expiresAtMs: nowMs + hour });
    send(nowMs, editGrant('A', { expiresAtMs: null }));
    expect(figures(nowMs)).toMatchObject({ nextExpiry: { atMs: nowMs + hour, amount: credits(10) } });
    expect(figures(nowMs + hour).balance).toBe(credits(10));
    expect(figures(nowMs + 90 * day)).toMatchObject({ balance: credits(10), validUntilMs: null });
  });

  test('the start can only be moved while it is in the future, and only to the future', () => {
    send(nowMs, grant(10, { id: 'S', effectiveAtMs: nowMs + hour }), grant(10, { id: 'A' }));
    send(nowMs, grant(10, { id: 'P', ...unpaid }), editGrant('P', { effectiveAtMs: nowMs + day }));
    const outcomes = send(
      nowMs,
      editGrant('S', { effectiveAtMs: nowMs }),
      editGrant('A', { effectiveAtMs: nowMs + hour }),
      editGrant('S', { effectiveAtMs: nowMs + 2 * hour, expiresAtMs: nowMs + 2 * hour }),
      editGrant('S', { effectiveAtMs: nowMs + 2 * hour }),
      editGrant('A', { expiresAtMs: nowMs }),
    );
    const expected = ['invalid_field', 'grant_started', 'invalid_field', 'done', 'invalid_field'];
    expect(codes(outcomes)).toEqual(expected);
    expect(figures(nowMs + 2 * hour - 1).balance).toBe(credits(10));
    expect(figures(nowMs + 2 * hour).balance).toBe(credits(20));
    expect(grantIn(send(nowMs + 2 * hour, payGrant('P'))[0])).toMatchObject({ status: 'scheduled' });
  });

  test('a raised amount repays overdraft and reopens a depleted grant', () => {
    send(nowMs, grant(10, { id: 'G' }), event(15));
    expect(figures(nowMs)).toMatchObject({ balance: credits(-5), overdraft: credits(5) });
    const [raised] = send(nowMs, editGrant('G', { amount: credits(30) }));
    expect(grantIn(raised)).toMatchObject({
      amount: credits(30),
      remaining: credits(15),
      consumed: credits(15),
      position: 1,
    });
    expect(figures(nowMs)).toMatchObject({
      balance: credits(15),
      overdraft: 0n,
      granted: credits(30),
      used: credits(15),
    });
    expect(entries(nowMs).slice(-3)).toEqual([
      ['updated', 'G', 20n],
      ['repaid', 'G', -5n],
      ['repaid', null, 5n],
    ]);
  });

  test('an amount cannot be lowered below its used part', () => {
    send(nowMs, grant(10, { id: 'G' }), event(4));
    const outcomes = send(nowMs, editGrant('G', { amount: credits(4) - 1n }), editGrant('G', { amount: credits(4) }));
    expect(codes(outcomes)).toEqual(['invalid_field', 'done']);
    expect(grantIn(outcomes[1])).toMatchObject({
      status: 'depleted',
      amount: credits(4),
      remaining: 0n,
      position: null,
    });
    expect(figures(nowMs)).toMatchObject({ balance: 0n, granted: credits(4), used: credits(4), state: 'depleted' });
  });

  test('the amount of a scheduled grant changes without moving the balance', () => {
    send(nowMs, grant(10, { id: 'S', effectiveAtMs: nowMs + hour }));
    send(nowMs, editGrant('S', { amount: credits(3) }));
    expect(figures(nowMs).balance).toBe(0n);
    expect(figures(nowMs + hour)).toMatchObject({ balance: credits(3), granted: credits(3) });
  });

  test('refuses an amount beyond the range of the account', () => {
    const huge = 1_000_000_000_000;
    send(nowMs, ...Array.from({ length: 8 }, () => grant(huge)), grant(huge - 1, { id: 'G' }));
    const edits = [credits(huge) - 1n, credits(huge)].map((amount) => editGrant('G', { amount }));
    expect(codes(send(nowMs, ...edits))).toEqual(['done', 'done']);
    send(nowMs, event(huge, {}), grant(huge, { id: 'H', priority: 99 }));
    // The first grant is depleted; the added credits would count again.
    const first = lockstep.store.grants.get('ada|tokens|')?.find(({ remaining }) => remaining === 0n)?.id ?? '';
    expect(first).not.toBe('');
    expect(codes(send(nowMs, editGrant(first, { amount: credits(huge) + 1n })))).toEqual(['amount_out_of_range']);
  });

  test('a promotional grant must keep a reason, and an ended grant cannot be edited', () => {
    const promotional = { category: 'promotional', reason: 'welcome' } as const;
    send(nowMs, grant(1, { id: 'G', ...promotional, expiresAtMs: nowMs + hour }), grant(1, { id: 'H' }));
    const edits = [editGrant('G', { reason: null }), editGrant('G', { reason: 'sorry', metadata: { a: 'b' } })];
    const outcomes = send(nowMs, ...edits, voidGrant('H'));
    expect(codes(outcomes)).toEqual(['invalid_field', 'done', 'done']);
    expect(grantIn(outcomes[1])).toMatchObject({ reason: 'sorry', metadata: { a: 'b' } });
    const late = [editGrant('G', { expiresAtMs: null }), editGrant('H', { priority: 1 }), editGrant('none', {})];
    expect(codes(send(nowMs + hour, ...late))).toEqual(['grant_ended', 'grant_ended', 'grant_not_found']);
  });
});

describe('adjustments', () => {
  test('take from grants in burn order, with one entry each', () => {
    send(nowMs, grant(10, { id: 'A', priority: 1 }), grant(10, { id: 'B', priority: 2 }));
    const [taken] = send(nowMs, adjust(14));
    const allocations = [
      { grantId: 'A', amount: credits(10), why: 'priority' },
      { grantId: 'B', amount: credits(4), why: 'only_grant' },
    ];
    expect(taken).toMatchObject({
      answer: {
        adjustment: { amount: credits(14), allocations, balance: credits(6), available: credits(6), overdraft: 0n },
      },
    });
    expect(entries(nowMs).slice(-2)).toEqual([
      ['adjusted', 'A', -10n],
      ['adjusted', 'B', -4n],
    ]);
    const [edited] = send(nowMs, editGrant('B', { amount: credits(3) }), editGrant('B', { priority: 3 }));
    expect(codeOf(edited)).toBe('invalid_field');
  });

  test('are refused beyond the balance, and the refusal is final for its key', () => {
    send(nowMs, grant(10));
    const [refused] = send(nowMs, adjust(11, { key: 'one' }));
    const shortfall = { balance: credits(10), available: credits(10), required: credits(11), shortfall: credits(1) };
    expect(refused).toMatchObject({ refusal: { code: 'insufficient_credits', shortfall } });
    const [, again] = send(nowMs, grant(1), adjust(11, { key: 'one', fingerprint: 'one' }));
    expect(again).toMatchObject({ status: 'refused', duplicate: true });
  });

  test('that may overdraw turn the rest into overdraft, which the next credits repay', () => {
    send(nowMs, grant(10, { id: 'G' }), adjust(15, { mayOverdraw: true }));
    expect(entries(nowMs).slice(-2)).toEqual([
      ['adjusted', 'G', -10n],
      ['adjusted', null, -5n],
    ]);
    expect(figures(nowMs)).toMatchObject({ balance: credits(-5), overdraft: credits(5), state: 'overdrawn' });
    send(nowMs, grant(10));
    expect(figures(nowMs)).toMatchObject({ balance: credits(5), overdraft: 0n });
  });
});

test('a pool of an archived credit type burns its credits and repays overdraft, but takes no grants', () => {
  send(
    nowMs,
    grant(10, { id: 'open' }),
    grant(10, { id: 'unpaid', ...unpaid }),
    grant(10, { id: 'later', effectiveAtMs: nowMs + hour }),
  );
  lockstep.archive('tokens');
  const [refused, other, burned] = send(nowMs, grant(1), grant(1, { account: pool('ada', 'images') }), event(15));
  expect([codeOf(refused), codeOf(other), codeOf(burned)]).toEqual(['credit_type_archived', 'done', 'done']);
  expect(figures(nowMs)).toMatchObject({ balance: credits(-5), overdraft: credits(5) });
  expect(codes(send(nowMs, payGrant('unpaid'), editGrant('unpaid', { amount: credits(12) }), adjust(1)))).toEqual([
    ...['done', 'done', 'done'],
  ]);
  expect(figures(nowMs)).toMatchObject({ balance: credits(6), overdraft: 0n });
  expect(codes(send(nowMs + hour, voidGrant('later'), event(6, { enforce: true })))).toEqual(['done', 'done']);
  expect(left(nowMs + hour)).toEqual({ open: 0n, unpaid: 0n, later: 0n });
});
