import { describe, expect, test } from 'vitest';
import { advance } from '../accounts/advance.js';
import { openBook } from '../accounts/advance.js';
import { burn } from '../accounts/burn.js';
import { addGrant, editGrant, failGrant, voidGrant } from '../accounts/lifecycle.js';
import { type Account, blankAccount } from '../accounts/account.js';
import { checkAccount } from './account.js';
import type { Entry } from '../accounts/entry.js';
import type { Grant } from '../grants/grant.js';

const actor = { type: 'operator', id: 'op-1' } as const;
const external = { mode: 'external', reference: null } as const;
const cause = { source: { type: 'test', id: 't' }, actor };
const account = { customerId: 'ada', creditTypeId: 'tokens', resourceId: '' };

function grant(id: string, amount: bigint, terms: Partial<Grant> = {}): Grant {
  const none = { unitCost: null, payment: null, reason: null, metadata: {}, endedAs: null, depletedSeq: null };
  const alive = { endedAtMs: null };
  const zero = { reserved: 0n, consumed: 0n, repaid: 0n, expired: 0n, voided: 0n, adjusted: 0n };
  const usual = { category: 'paid', source: 'api', priority: 50, phase: 'active', dueAtMs: null } as const;
  const times = { effectiveAtMs: 100, expiresAtMs: null, createdAtMs: 100, updatedAtMs: 100 };
  return { id, account, actor, amount, remaining: amount, ...none, ...alive, ...zero, ...usual, ...times, ...terms };
}

type History = { readonly account: Account; readonly grants: Grant[]; readonly entries: Entry[] };

function soundHistory(): History {
  const book = openBook(blankAccount(account), 100);
  burn(book, 'consumed', 5n, cause);
  addGrant(book, grant('first', 20n, { expiresAtMs: 200, dueAtMs: 200 }), cause);
  addGrant(book, grant('second', 20n), cause);
  addGrant(book, grant('third', 7n, { priority: 90 }), cause);
  addGrant(book, grant('later', 9n, { phase: 'scheduled', effectiveAtMs: 300, dueAtMs: 300 }), cause);
  burn(book, 'consumed', 18n, cause);
  addGrant(book, grant('unpaid', 6n, { phase: 'pending', payment: { ...external, status: 'pending' } }), cause);
  failGrant(book, 'unpaid', { ...external, status: 'failed' }, cause);
  editGrant(book, 'second', { amount: 22n }, cause);
  voidGrant(book, 'third', cause);
  burn(book, 'adjusted', 1n, cause);
  addGrant(book, grant('brief', 4n, { priority: 90, expiresAtMs: 240, dueAtMs: 240 }), cause);
  const after = advance(book.close(), 250);
  return { account: after.account, grants: [...after.account.grants], entries: [...book.entries, ...after.entries] };
}

const check = (history: History) => checkAccount(history.account, history.grants, history.entries).join('\n');
const withHead = (history: History, change: Partial<Account>) => ({
  ...history,
  account: { ...history.account, ...change },
});
const withGrant = (history: History, id: string, change: Partial<Grant>) => ({
  ...history,
  grants: history.grants.map((each) => (each.id === id ? { ...each, ...change } : each)),
});
const withEntry = (history: History, seq: number, change: Partial<Entry>) => ({
  ...history,
  entries: history.entries.map((each) => (each.seq === seq ? { ...each, ...change } : each)),
});

describe('invariants of an account', () => {
  const sound = soundHistory();
  const seqOf = (type: Entry['type']) => sound.entries.find((entry) => entry.type === type && entry.grantId)?.seq ?? 0;

  test('a sound history violates none', () => {
    const types = new Set(sound.entries.map(({ type }) => type));
    expect([...types].sort()).toEqual(['adjusted', 'consumed', 'expired', 'granted', 'repaid', 'updated', 'voided']);
    expect(checkAccount(blankAccount(account), [], [])).toEqual([]);
    expect(check(sound)).toBe('');
  });

  test.each<[string, History, RegExp]>([
    ['credits beside overdraft', withHead(sound, { overdraft: 3n }), /invariant 0 /],
    ['a balance that no entry explains', withHead(sound, { balance: 1_000n }), /invariant 1 balance/],
    ['an overdraft that no entry explains', withHead(sound, { overdraft: 1n }), /invariant 1 overdraft/],
    ['a grant that lost credits', withGrant(sound, 'second', { consumed: 2n }), /invariant 2 .*conserves/],
    ['a remainder that was raised', withGrant(sound, 'second', { remaining: 20n }), /invariant 3 [^]*invariant 2 /],
    ['a negative term', withGrant(sound, 'first', { repaid: -1n }), /invariant 12 /],
    ['a wrong denominator', withHead(sound, { granted: 47n }), /invariant 3 granted/],
    ['a wrong openAmount', withHead(sound, { openAmount: 1n }), /invariant 3 openAmount/],
    ['a wrong waitingAmount', withHead(sound, { waitingAmount: 0n }), /invariant 3 waitingAmount/],
    ['an amount that no edit explains', withGrant(sound, 'second', { amount: 23n }), /invariant 2 .*arrives whole/],
    ['an adjustment that no entry explains', withGrant(sound, 'second', { adjusted: 2n }), /invariant 2 .*adjusted/],
    ['a failed grant that arrived', withGrant(sound, 'third', { endedAs: 'failed' }), /invariant 3 .*never arrives/],
    [
      'a pending grant that was paid',
      withGrant(sound, 'later', { phase: 'pending' }),
      /invariant 3 .*waits for a payment/,
    ],
    ['a balance past the cap', withHead(sound, { balance: 2n ** 63n }), /invariant 12 balance/],
    ['a gap in the sequence', withEntry(sound, 4, { seq: 40 }), /invariant 4 sequences/],
    ['an entry that is gone', { ...sound, entries: sound.entries.slice(0, -1) }, /invariant 4 the account counts/],
    ['a broken chain of balances', withEntry(sound, 4, { before: 1n }), /invariant 4 before/],
    ['a delta that was changed', withEntry(sound, 4, { delta: 1n }), /invariant 4 after/],
    ['time that goes back', withEntry(sound, 5, { atMs: 99 }), /invariant 6 /],
    ['an entry of an unknown grant', withEntry(sound, seqOf('consumed'), { grantId: 'gone' }), /invariant 7 /],
    ['a burn out of order', withEntry(sound, seqOf('consumed'), { grantId: 'second' }), /invariant 8 /],
    ['a burn before the start', withGrant(sound, 'second', { effectiveAtMs: 101 }), /invariant 9 /],
    ['a burn after the end', withGrant(sound, 'first', { expiresAtMs: 100 }), /invariant 9 /],
    ['an end without a reason', withGrant(sound, 'third', { endedAs: null }), /invariant 3 .*ended/],
  ])('%s is found', (_what, tampered, expected) => {
    expect(check(tampered)).toMatch(expected);
    expect(check(tampered)).toContain('ada|tokens|');
  });
});
