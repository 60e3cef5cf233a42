import { type Account, blankAccount } from '../../ledger/accounts/account.js';
import type { AccountRef } from '../../ledger/values/refs.js';
import type { Entry } from '../../ledger/accounts/entry.js';
import type { Grant } from '../../ledger/grants/grant.js';
import { decodeChanges } from './term-changes.js';
import { wideOf } from './wide.js';

export type AccountRow = Omit<Account, 'ref' | keyof LoadedGrants> &
  AccountRef & {
    readonly headHash: Buffer;
    readonly grantedHigh: bigint;
    readonly openAmountHigh: bigint;
  };

export type GrantRow = Omit<Grant, 'account' | 'actor' | 'phase'> &
  AccountRef & {
    readonly actorType: Grant['actor']['type'];
    readonly actorId: string;
    /** The phase, except that an active grant is `open` or `depleted`. */
    readonly state: 'pending' | 'scheduled' | 'open' | 'depleted' | 'ended';
    /** The expiry for the burn order. Grants that never expire come last. */
    readonly burnExpiresMs: number;
    /** 0 is promotional, which burns first. */
    readonly burnCategory: number;
    /** How lists sort grants: 0 is open, 1 scheduled or pending, 2 depleted, 3 ended. */
    readonly listRank: number;
  };

export type EntryRow = Omit<Entry, 'account' | 'source' | 'actor' | 'changes'> &
  AccountRef & {
    readonly changes: string | null;
    readonly sourceType: string;
    readonly sourceId: string;
    readonly actorType: Entry['actor']['type'];
    readonly actorId: string;
    readonly hash: Buffer;
  };

/** No id contains the separator. */
export const joinIds = (ids: readonly string[]): string => ids.join(',');
export const splitIds = (joined: string): readonly string[] => (joined === '' ? [] : joined.split(','));

export const refOf = ({ customerId, creditTypeId, resourceId }: AccountRef): AccountRef => ({
  customerId,
  creditTypeId,
  resourceId,
});

export type LoadedGrants = Pick<Account, 'grants' | 'loadedUpTo' | 'laterDueMs' | 'openBefore'>;

export function accountOf(ref: AccountRef, row: AccountRow | undefined, loaded: LoadedGrants): Account {
  if (!row) return { ...blankAccount(ref), ...loaded };
  return {
    ref,
    entrySeq: row.entrySeq,
    version: row.version,
    balance: row.balance,
    held: row.held,
    overdraft: row.overdraft,
    granted: wideOf(row.granted, row.grantedHigh),
    openAmount: wideOf(row.openAmount, row.openAmountHigh),
    waitingAmount: row.waitingAmount,
    arrivalSeq: row.arrivalSeq,
    lastAtMs: row.lastAtMs,
    nextDueMs: row.nextDueMs,
    ...loaded,
  };
}

export function grantOf(row: GrantRow): Grant {
  return {
    id: row.id,
    account: refOf(row),
    amount: row.amount,
    remaining: row.remaining,
    reserved: row.reserved,
    consumed: row.consumed,
    repaid: row.repaid,
    expired: row.expired,
    voided: row.voided,
    adjusted: row.adjusted,
    category: row.category,
    source: row.source,
    priority: row.priority,
    effectiveAtMs: row.effectiveAtMs,
    expiresAtMs: row.expiresAtMs,
    unitCost: row.unitCost,
    payment: row.payment,
    reason: row.reason,
    metadata: row.metadata,
    actor: { type: row.actorType, id: row.actorId },
    phase: row.state === 'open' || row.state === 'depleted' ? 'active' : row.state,
    endedAs: row.endedAs,
    endedAtMs: row.endedAtMs,
    depletedSeq: row.depletedSeq,
    dueAtMs: row.dueAtMs,
    createdAtMs: row.createdAtMs,
    updatedAtMs: row.updatedAtMs,
  };
}

export function grantState(grant: Grant): GrantRow['state'] {
  if (grant.phase !== 'active') return grant.phase;
  return grant.remaining > 0n ? 'open' : 'depleted';
}

export function entryOf(row: EntryRow): Entry {
  return {
    account: refOf(row),
    seq: row.seq,
    atMs: row.atMs,
    type: row.type,
    grantId: row.grantId,
    delta: row.delta,
    before: row.before,
    after: row.after,
    source: { type: row.sourceType, id: row.sourceId },
    actor: { type: row.actorType, id: row.actorId },
    featureId: row.featureId,
    userId: row.userId,
    eventId: row.eventId,
    planId: row.planId,
    planVersion: row.planVersion,
    reason: row.reason,
    changes: decodeChanges(row.changes),
  };
}
