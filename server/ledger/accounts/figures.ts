import type { AccountRef, Micro, Ms } from '../values/refs.js';
import { advance } from './advance.js';
import { ONE } from '../values/amount.js';
import { isOpen } from '../grants/state.js';
import type { Account } from './account.js';
import type { Grant } from '../grants/grant.js';

/** A balance is `low` at a fifth of `granted` or less. */
const LOW_SHARE = { of: 5n };

const UTILIZATION_STEP = ONE / 10_000n;

/**
 * The figures of a balance at one instant (semantics: What a balance shows).
 *
 * @param account with all of its open, scheduled and due grants loaded
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

/** `overdrawn` is checked first, because a pool can be overdrawn before anything was granted. */
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

/** Time changes the balance only at the start of a grant, or at the end of one with a remainder. */
function validUntil(grants: readonly Grant[]): Ms | null {
  return earliest(grants.map((grant) => (grant.remaining > 0n && grant.phase !== 'ended' ? grant.dueAtMs : null)));
}

function earliest(instants: readonly (Ms | null)[]): Ms | null {
  return instants.reduce((a, b) => (a === null ? b : b === null ? a : a < b ? a : b), null);
}

export type AccountFigures = {
  readonly account: AccountRef;
  readonly balance: Micro;
  readonly available: Micro;
  readonly held: Micro;
  readonly overdraft: Micro;
  readonly granted: Micro;
  readonly used: Micro;
  /** `used` ÷ `granted` in millionths, truncated to 4 decimal places. */
  readonly utilization: Micro;
  readonly state: 'ok' | 'low' | 'depleted' | 'overdrawn' | 'empty';
  readonly nextExpiry: { readonly atMs: Ms; readonly amount: Micro } | null;
  readonly validUntilMs: Ms | null;
  readonly version: number;
};
