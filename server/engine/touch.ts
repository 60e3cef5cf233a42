import type { AccountRef } from '../ledger/values/refs.js';
import type { Command } from '../ledger/batch/registry.js';
import type { DueAccount } from '../store/ports/ledger.js';

/** Makes a command that only writes due changes. It needs no idempotency key, because a repeat writes nothing. */
export function touch(customerId: string, accounts: readonly AccountRef[]): Command {
  const author = { actor: { type: 'system', id: 'drawdown' }, requestId: null } as const;
  return { kind: 'touch', id: `touch:${customerId}`, customerId, key: null, cause: null, ...author, accounts };
}

export function touches(due: readonly DueAccount[]) {
  const byCustomer = new Map<string, AccountRef[]>();
  for (const { account } of due) {
    byCustomer.set(account.customerId, [...(byCustomer.get(account.customerId) ?? []), account]);
  }
  return [...byCustomer].map(([customerId, accounts]) => touch(customerId, accounts));
}
