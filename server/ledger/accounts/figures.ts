import type { AccountRef, Micro, Ms } from '../values/refs.js';
import { advance } from './advance.js';
import { ONE } from '../values/amount.js';
import { isOpen } from '../grants/state.js';
import type { Account } from './account.js';
import type { Grant } from '../grants/grant.js';

/** What is shown when nobody set a threshold: low at a fifth of what was granted. */
const LOW_SHARE = { of: 5n };

/** The resolution of utilization: 4 decimal places. */
const UTILIZATION_STEP = ONE / 10_000n;

/**
 * The figures of a balance at one instant (semantics: alerts).
 *
 * @param account loaded with all of its open, scheduled and due grants
 */
export function figures(account: Account, nowMs: Ms): AccountFigures {
  const now = advance(account, nowMs).account;
  const used = now.granted - now.balance;
  return {
    account: now.ref,
    balance: now.balance,
    available: now.balance - now.held,
    held: now.held,
    overdraft: now.overdraft,
    granted: now.granted,
    used: used,
    utilization: utilization(used, now.granted),
    state: stateOf(now),
    nextExpiry: nextExpiry(now.grants.filter(isOpen)),
    validUntilMs: validUntil(now.grants),
    version: now.version,
  };
}

/** Overdrawn comes first: usage below zero is news even where nothing was ever granted. */
function stateOf(account: Account): AccountFigures['state'] {
  if (account.balance < 0n) return 'overdrawn';
  if (account.arrivalSeq === 0) return 'empty';
  if (account.balance === 0n) return 'depleted';
  return account.balance * LOW_SHARE.of <= account.granted ? 'low' : 'ok';
}

function utilization(used: Micro, granted: Micro): Micro {
  if (granted > 0n) {
    const share = (used * ONE) / granted;
    return share - (share % UTILIZATION_STEP);
  }
  return used > 0n ? ONE : 0n;
}

function nextExpiry(open: readonly Grant[]): AccountFigures['nextExpiry'] {
  const soonest = earliest(open.map((grant) => grant.expiresAtMs));
  if (soonest === null) return null;
  const ending = open.filter((grant) => grant.expiresAtMs === soonest);
  return { atMs: soonest, amount: ending.reduce((sum, grant) => sum + grant.remaining, 0n) };
}

/** Time alone changes the balance when a grant arrives, or ends with something left. */
function validUntil(grants: readonly Grant[]): Ms | null {
  return earliest(grants.map((grant) => (grant.remaining > 0n && grant.phase !== 'ended' ? grant.dueAtMs : null)));
}

function earliest(instants: readonly (Ms | null)[]): Ms | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : a < b ? a : b), null);
}

/** The figures of a balance at one instant. */
export type AccountFigures = {
  readonly account: AccountRef;
  readonly balance: Micro;
  readonly available: Micro;
  readonly held: Micro;
  readonly overdraft: Micro;
  readonly granted: Micro;
  readonly used: Micro;
  /** `used` ÷ `granted` in millionths, cut to 4 decimal places. */
  readonly utilization: Micro;
  readonly state: 'ok' | 'low' | 'depleted' | 'overdrawn' | 'empty';
  readonly nextExpiry: { readonly atMs: Ms; readonly amount: Micro } | null;
  readonly validUntilMs: Ms | null;
  readonly version: number;
};
