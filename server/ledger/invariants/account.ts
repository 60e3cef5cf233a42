import { type Account, accountKey } from '../accounts/account.js';
import { ACCOUNT_RANGE, formatAmount, LARGEST_AMOUNT } from '../values/amount.js';
import { isWaiting } from '../grants/state.js';
import { checkHistory } from './history.js';
import type { Entry } from '../accounts/entry.js';
import type { Grant } from '../grants/grant.js';
import type { Micro } from '../values/refs.js';

/**
 * Checks the invariants of one account against its grants and entries. Used by the property tests, the doctor and the
 * inspection.
 *
 * @param grants all grants of the account, in any order
 * @param entries all entries, by sequence
 * @returns one sentence for each violation, with the account and the figures; empty if there is none
 */
export function checkAccount(account: Account, grants: readonly Grant[], entries: readonly Entry[]): string[] {
  const moved = movedByGrant(entries);
  const violations = [
    ...checkHead(account, grants, entries),
    ...grants.flatMap((grant) => checkGrant(grant, moved.get(grant.id) ?? NOTHING)),
    ...checkHistory(grants, entries),
  ];
  return violations.map((violation) => `account ${accountKey(account.ref)}: ${violation}`);
}

function checkHead(account: Account, grants: readonly Grant[], entries: readonly Entry[]): string[] {
  const active = grants.filter((grant) => grant.phase === 'active');
  const open = active.filter((grant) => grant.remaining > 0n);
  const waiting = grants.filter(isWaiting);
  const left = total(active.map((grant) => grant.remaining));
  const free = left - total(active.map((grant) => grant.reserved));
  const overdraft = -total(entries.filter((entry) => entry.grantId === null).map((entry) => entry.delta));
  return [
    ...holds('0 overdraft is paid first', account.overdraft === 0n || free === 0n, {
      overdraft: account.overdraft,
      unreserved: free,
    }),
    ...equal('1 balance is the sum of deltas', account.balance, total(entries.map((entry) => entry.delta))),
    ...equal('1 overdraft is what entries without a grant sum to', account.overdraft, overdraft),
    ...equal('3 balance is what is left less the overdraft', account.balance, left - account.overdraft),
    ...equal('3 held is what is reserved', account.held, total(grants.map((grant) => grant.reserved))),
    ...equal('3 openAmount sums the open grants', account.openAmount, total(open.map((grant) => grant.amount))),
    ...equal('3 granted counts what has not ended', account.granted, countGranted(account, grants)),
    ...equal('3 waitingAmount', account.waitingAmount, total(waiting.map((grant) => grant.amount))),
    ...holds('4 the account counts its entries', account.entrySeq === entries.length, {
      entrySeq: account.entrySeq,
      entries: entries.length,
    }),
    ...holds('6 the account knows its last entry', account.lastAtMs === (entries.at(-1)?.atMs ?? account.lastAtMs), {
      lastAtMs: account.lastAtMs,
    }),
    ...inRange('balance', account.balance, -ACCOUNT_RANGE, ACCOUNT_RANGE),
    ...inRange('overdraft', account.overdraft, 0n, ACCOUNT_RANGE),
    ...inRange('granted', account.granted, 0n, ACCOUNT_RANGE),
  ];
}

function countGranted(account: Account, grants: readonly Grant[]): Micro {
  const counted = grants.filter(
    (grant) => grant.phase === 'active' && (grant.depletedSeq === null || grant.depletedSeq > account.arrivalSeq),
  );
  return total(counted.map((grant) => grant.amount));
}

/** The sums of a grant's entries by type. `added` is the change by edits. */
type Movements = Record<'arrived' | 'added' | 'consumed' | 'repaid' | 'expired' | 'voided' | 'adjusted', Micro>;
const NOTHING: Readonly<Movements> = {
  arrived: 0n,
  added: 0n,
  consumed: 0n,
  repaid: 0n,
  expired: 0n,
  voided: 0n,
  adjusted: 0n,
};

function movedByGrant(entries: readonly Entry[]): ReadonlyMap<string, Movements> {
  const byGrant = new Map<string, Movements>();
  for (const { grantId, type, delta } of entries) {
    if (grantId === null) continue;
    const moved = byGrant.get(grantId) ?? { ...NOTHING };
    byGrant.set(grantId, moved);
    if (type === 'granted' || type === 'activated') moved.arrived += delta;
    else if (type === 'updated') moved.added += delta;
    else moved[type] -= delta;
  }
  return byGrant;
}

/** The amount of a grant must equal the sum of its parts, and each part the sum of its entries. */
function checkGrant(grant: Grant, moved: Readonly<Movements>): string[] {
  const started = moved.arrived > 0n;
  const terms = { ...amountsOf(grant), amount: grant.amount, reserved: grant.reserved };
  const parts = total(Object.values(amountsOf(grant)));
  const name = `grant ${grant.id}`;
  return [
    ...holds(`2 ${name} conserves its amount`, parts === grant.amount, terms),
    ...Object.entries(terms).flatMap(([term, amount]) => inRange(`${name} ${term}`, amount, 0n, LARGEST_AMOUNT)),
    ...holds(`2 ${name} reserves no more than it has`, grant.reserved <= grant.remaining, terms),
    ...equal(`2 ${name} consumed`, grant.consumed, moved.consumed),
    ...equal(`2 ${name} repaid`, grant.repaid, moved.repaid),
    ...equal(`2 ${name} adjusted`, grant.adjusted, moved.adjusted),
    // An edit before the start moves nothing, because the grant then arrives with its new amount.
    ...equal(`2 ${name} arrives whole`, moved.arrived + moved.added, started ? grant.amount : 0n),
    ...equal(`2 ${name} expired`, grant.expired, moved.expired),
    // A grant that never started gives up its amount without moving the balance.
    ...equal(`2 ${name} voided`, grant.voided, started || grant.voided === 0n ? moved.voided : grant.amount),
    ...holds(
      `3 ${name} has started or waits`,
      isWaiting(grant) !== started || grant.endedAs === 'voided' || grant.endedAs === 'failed',
      terms,
    ),
    ...holds(`3 ${name} never arrives once its payment failed`, grant.endedAs !== 'failed' || !started, terms),
    ...holds(`3 ${name} waits for a payment`, grant.phase !== 'pending' || grant.payment?.status === 'pending', terms),
    ...holds(`3 ${name} has ended for a reason`, (grant.phase === 'ended') === (grant.endedAs !== null), terms),
    ...holds(
      `3 ${name} keeps nothing unreserved once ended`,
      grant.phase !== 'ended' || grant.remaining === grant.reserved,
      terms,
    ),
  ];
}

function amountsOf({ remaining, consumed, repaid, expired, voided, adjusted }: Grant): Record<string, Micro> {
  return { remaining, consumed, repaid, expired, voided, adjusted };
}

function total(amounts: readonly Micro[]): Micro {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function equal(invariant: string, actual: Micro, expected: Micro): string[] {
  return holds(invariant, actual === expected, { is: actual, expected });
}

function inRange(name: string, amount: Micro, least: Micro, most: Micro): string[] {
  const is = typeof amount === 'bigint' && amount >= least && amount <= most;
  return holds(`12 ${name} is a whole number within its cap`, is, { [name]: amount });
}

function holds(invariant: string, isTrue: boolean, figures: Readonly<Record<string, Micro | number>>): string[] {
  if (isTrue) return [];
  const shown = Object.entries(figures).map(
    ([name, figure]) => `${name} ${typeof figure === 'bigint' ? formatAmount(figure) : figure}`,
  );
  return [`invariant ${invariant} (${shown.join(', ')})`];
}
