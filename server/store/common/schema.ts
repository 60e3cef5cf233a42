import type { Entry } from '../../ledger/accounts/entry.js';
import type { Grant, Payment } from '../../ledger/grants/grant.js';
import type { Refusal } from '../../ledger/values/refusal.js';
import type { Author } from '../../ledger/values/refs.js';
import type { AuditAction } from '../ports/access.js';
import type { StoreMode } from '../ports/mode.js';
import { optional, required } from './columns.js';
import type { GrantRow } from './rows.js';

/** The tables and columns of both engines, for typed queries. The migrations create them. */

const { text, whole, micro, bytes, json } = required;

type Pairs = Readonly<Record<string, string>>;

const account = {
  customerId: text(),
  creditTypeId: text(),
  resourceId: text(),
};

const report = {
  userId: optional.text(),
  eventName: optional.text(),
};

export const TABLES = {
  storeMode: {
    id: whole(),
    mode: text<StoreMode>(),
  },
  customers: {
    id: text(),
    name: optional.text(),
    email: optional.text(),
    timeZone: text(),
    locale: optional.text(),
    metadata: json<Pairs>(),
    createdAtMs: whole(),
    updatedAtMs: whole(),
    erasedAtMs: optional.whole(),
    tokensNotBeforeMs: optional.whole(),
  },
  customerTerms: {
    customerId: text(),
    term: text(),
  },
  catalogHead: {
    id: whole(),
    revision: whole(),
  },
  creditTypes: {
    id: text(),
    definition: text(),
    createdAtMs: whole(),
  },
  features: {
    id: text(),
    definition: text(),
    createdAtMs: whole(),
  },
  planVersions: {
    planId: text(),
    version: whole(),
    definition: text(),
    createdAtMs: whole(),
    publishedAtMs: optional.whole(),
  },
  products: {
    id: text(),
    definition: text(),
    createdAtMs: whole(),
  },
  archivedPlans: {
    planId: text(),
    archivedAtMs: whole(),
  },
  requestKeys: {
    apiKeyId: text(),
    keyHash: bytes(),
    fingerprint: text(),
    answer: text(),
    atMs: whole(),
  },
  apiKeys: {
    id: text(),
    name: text(),
    hash: text(),
    prefix: text(),
    scopes: json<readonly string[]>(),
    createdAtMs: whole(),
    lastUsedAtMs: optional.whole(),
    revokedAtMs: optional.whole(),
  },
  testClock: {
    id: whole(),
    standingAtMs: whole(),
  },
  leases: {
    name: text(),
    holder: text(),
    untilMs: whole(),
  },
  subscriptions: {
    customerId: text(),
    id: text(),
    planId: text(),
    planVersion: whole(),
    startMs: whole(),
    cancelledAtMs: optional.whole(),
    createdAtMs: whole(),
  },
  accounts: {
    ...account,
    entrySeq: whole(),
    version: whole(),
    balance: micro(),
    held: micro(),
    overdraft: micro(),
    granted: micro(),
    grantedHigh: micro(),
    openAmount: micro(),
    openAmountHigh: micro(),
    waitingAmount: micro(),
    arrivalSeq: whole(),
    lastAtMs: whole(),
    nextDueMs: optional.whole(),
    headHash: bytes(),
  },
  grants: {
    ...account,
    id: text(),
    amount: micro(),
    remaining: micro(),
    reserved: micro(),
    consumed: micro(),
    repaid: micro(),
    expired: micro(),
    voided: micro(),
    adjusted: micro(),
    category: text<Grant['category']>(),
    source: text<Grant['source']>(),
    priority: whole(),
    effectiveAtMs: whole(),
    expiresAtMs: optional.whole(),
    unitCost: optional.json<{ amount: string; currency: string }>(),
    payment: optional.json<Payment>(),
    reason: optional.text(),
    metadata: json<Pairs>(),
    actorType: text<Author['actor']['type']>(),
    actorId: text(),
    state: text<GrantRow['state']>(),
    endedAs: optional.text<NonNullable<Grant['endedAs']>>(),
    endedAtMs: optional.whole(),
    depletedSeq: optional.whole(),
    dueAtMs: optional.whole(),
    createdAtMs: whole(),
    updatedAtMs: whole(),
    burnExpiresMs: whole(),
    burnCategory: whole(),
    listRank: whole(),
  },
  entries: {
    ...account,
    seq: whole(),
    atMs: whole(),
    type: text<Entry['type']>(),
    grantId: optional.text(),
    delta: micro(),
    before: micro('balance_before'),
    after: micro('balance_after'),
    sourceType: text(),
    sourceId: text(),
    actorType: text<Author['actor']['type']>(),
    actorId: text(),
    featureId: optional.text(),
    userId: optional.text(),
    eventId: optional.text(),
    planId: optional.text(),
    planVersion: optional.whole(),
    reason: optional.text(),
    changes: optional.text(),
    hash: bytes(),
  },
  causes: {
    customerId: text(),
    cause: text(),
    commandId: text(),
  },
  auditLog: {
    customerId: text(),
    id: text(),
    atMs: whole(),
    actorType: text<Author['actor']['type']>(),
    actorId: text(),
    action: text<AuditAction>(),
    target: optional.text(),
    requestId: optional.text(),
  },
  /** Without `fingerprint`, which only hand-written statements read. */
  commands: {
    customerId: text(),
    atMs: whole(),
    id: text(),
    keyHash: bytes(),
    operation: text(),
    key: text(),
    status: text<'done' | 'refused'>(),
    result: text(),
    occurredAtMs: optional.whole(),
    resourceId: optional.text(),
    featureIds: optional.text(),
    ...report,
  },
  refusedEvents: {
    customerId: text(),
    atMs: whole(),
    id: text(),
    key: text(),
    code: text<Refusal['code']>(),
    detail: text(),
    occurredAtMs: whole(),
    resourceId: text(),
    featureIds: text(),
    ...report,
  },
} as const;
