import type { AccountFigures } from '../../server/ledger/accounts/figures.js';
import { isPending, type NaiveAccount } from './naive-account.js';
import { sum } from './naive-amounts.js';

/** semantics: What a balance shows. All figures except the version, after time has passed up to `nowMs`. */
export function naiveFigures(account: NaiveAccount): Omit<AccountFigures, 'version'> {
  const { balance, overdraft } = account;
  const granted = account.granted();
  const used = granted - balance;
  const expiries = account.burnable().map((grant) => grant.terms.expiresAtMs ?? Infinity);
  const nextExpiryMs = Math.min(...expiries, Infinity);
  const expiring = account.burnable().filter((grant) => grant.terms.expiresAtMs === nextExpiryMs);
  const waiting = account.grants.filter((grant) => !grant.started && grant.ended === null && !isPending(grant));
  const validUntilMs = Math.min(nextExpiryMs, ...waiting.map((grant) => grant.effectiveAtMs));
  return {
    account: account.ref,
    balance,
    available: balance,
    held: 0n,
    overdraft,
    granted,
    used,
    utilization: utilizationOf(used, granted),
    state: stateOf(account, balance, granted),
    nextExpiry:
      nextExpiryMs === Infinity
        ? null
        : { atMs: nextExpiryMs, amount: sum(expiring.map((grant) => account.remaining(grant))) },
    validUntilMs: validUntilMs === Infinity ? null : validUntilMs,
  };
}

/** Truncated to four places. Usage without any granted credits counts as 100%. */
function utilizationOf(used: bigint, granted: bigint): bigint {
  if (granted === 0n) return used > 0n ? 1_000_000n : 0n;
  return ((used * 10_000n) / granted) * 100n;
}

function stateOf(account: NaiveAccount, balance: bigint, granted: bigint): AccountFigures['state'] {
  if (balance < 0n) return 'overdrawn';
  const arrived = account.entries.some((entry) => entry.delta > 0n && entry.type !== 'repaid');
  if (!arrived) return 'empty';
  if (balance === 0n) return 'depleted';
  return balance * 5n <= granted ? 'low' : 'ok';
}
