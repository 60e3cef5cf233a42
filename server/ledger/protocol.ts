import type { ChargeAnswer } from './charge.js';
import type { Grant, GrantAnswer, GrantChange, GrantTerms } from './grants.js';
import type { Priced } from './pricing.js';
import type { RefusedReport, Report } from './reports.js';
import type { AccountRef, ActorRef, Author, Micro, Ms } from './values.js';

/**
 * The protocol between engine, store and ledger: plain structured-cloneable data, so that a command can cross a
 * thread or a socket and a batch can run again. No functions, no classes.
 *
 * Amounts inside are `bigint` millionths; answers, which are stored and shown as they were first given, carry
 * decimal strings.
 */

export type { BurnReason, ChargeAnswer } from './charge.js';
export type * from './grants.js';
export type * from './values.js';

// ---------------------------------------------------------------------------------------------- commands

export type Head = Author & {
  /** Made before queueing and the same on every retry; the id of the event, grant or subscription it creates. */
  readonly id: string;
  /** The lock, the shard and the scope of idempotency. */
  readonly customerId: string;
  /** Absent for `touch`, and for what is only simulated. The fingerprint is a digest of the request as it was sent. */
  readonly key: { readonly operation: string; readonly value: string; readonly fingerprint: string } | null;
  /** An outside cause, such as a payment: it leads to at most one effect per customer. */
  readonly cause: string | null;
};

export type Usage =
  | { readonly featureId: string; readonly quantity: Micro }
  | { readonly eventName: string; readonly dimensions: Readonly<Record<string, string>> };

export type EventBody = {
  readonly kind: 'event';
  readonly usage: Usage;
  /** When it happened; null: now. */
  readonly atMs: Ms | null;
  readonly userId: string | null;
  readonly resourceId: string;
  readonly enforce: boolean;
  /** How far back it may be dated: a setting of the server that took it. */
  readonly maxAgeMs: Ms;
};
export type GrantBody = { readonly kind: 'grant'; readonly account: AccountRef; readonly terms: GrantTerms };
type NamedGrant = { readonly account: AccountRef; readonly grantId: string };
export type VoidBody = NamedGrant & { readonly kind: 'grant.void'; readonly reason: string | null };
/** The payment of a grant that waits for it has arrived, or never will. */
export type PaymentBody = NamedGrant & { readonly kind: 'grant.pay' | 'grant.fail'; readonly reason: string | null };
export type EditBody = NamedGrant & { readonly kind: 'grant.edit'; readonly change: GrantChange };
/** Takes credits away directly, without usage. */
export type AdjustBody = {
  readonly kind: 'adjust';
  readonly account: AccountRef;
  readonly amount: Micro;
  readonly mayOverdraw: boolean;
  readonly reason: string;
};
export type SubscribeBody = { readonly kind: 'subscribe'; readonly planId: string; readonly startMs: Ms | null };
/** Another plan, or another version of the same one, from now on. `version` null: the newest published one. */
export type ChangePlanBody = {
  readonly kind: 'plan.change';
  readonly subscriptionId: string;
  readonly planId: string;
  readonly version: number | null;
};
export type CancelBody = { readonly kind: 'cancel'; readonly subscriptionId: string };
/** Writes what time has made due, and nothing else. Sent by jobs, the stream and the test clock. */
export type TouchBody = { readonly kind: 'touch'; readonly accounts: readonly AccountRef[] };

export type Body =
  | EventBody
  | GrantBody
  | VoidBody
  | PaymentBody
  | EditBody
  | AdjustBody
  | SubscribeBody
  | ChangePlanBody
  | CancelBody
  | TouchBody;
export type Command = Head & Body;

// ---------------------------------------------------------------------------------------------- catalog

export type Rate = { readonly credits: Micro; readonly units: Micro };

export type CreditType = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly unit: { readonly singular: string; readonly plural: string };
  readonly symbol: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: Ms;
  /** Since then its pools burn, but take no grants. */
  readonly archivedAtMs: Ms | null;
};

export type Feature = {
  readonly id: string;
  readonly name: string;
  readonly unit: { readonly singular: string; readonly plural: string };
  readonly meter: {
    readonly eventName: string;
    readonly filters: Readonly<Record<string, string>>;
    readonly aggregation: 'count' | 'sum';
    readonly property: string | null;
  };
  readonly defaultRates: readonly (Rate & { readonly creditTypeId: string })[];
  /** By which charts tell it from others: 1 to 6, given when it is created, never changed. */
  readonly colorSlot: number;
  readonly createdAtMs: Ms;
};

/** Groups plans. */
export type Product = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: Ms;
};

export type PlanVersion = {
  readonly planId: string;
  readonly version: number;
  readonly productId: string;
  readonly name: string;
  readonly type: 'free' | 'paid';
  readonly billingModel: 'prepaid' | 'recurring';
  readonly creditTypeId: string;
  readonly consumption: ReadonlyMap<string, Rate>;
  readonly limit: 'hard' | 'soft';
  readonly overdraftLimit: Micro | null;
  readonly createdAtMs: Ms;
  readonly publishedAtMs: Ms | null;
};

export type Catalog = {
  /** Grows with every change; re-read inside each transaction. */
  readonly revision: number;
  readonly creditTypes: ReadonlyMap<string, CreditType>;
  readonly features: ReadonlyMap<string, Feature>;
  readonly featuresByEvent: ReadonlyMap<string, readonly Feature[]>;
  readonly products: ReadonlyMap<string, Product>;
  /** All versions of each plan, oldest first; only the last can be a draft. */
  readonly plans: ReadonlyMap<string, readonly PlanVersion[]>;
  /** The plans that take no new subscription, and since when. */
  readonly archivedPlans: ReadonlyMap<string, Ms>;
};

// ---------------------------------------------------------------------------------------------- snapshots

export type Subscription = {
  readonly id: string;
  readonly customerId: string;
  readonly planId: string;
  readonly planVersion: number;
  readonly startMs: Ms;
  /** Since then it prices nothing, whatever the clock says. */
  readonly cancelledAtMs: Ms | null;
  readonly createdAtMs: Ms;
};
export type SubscriptionStatus = 'scheduled' | 'active' | 'cancelled';

export type Account = {
  readonly ref: AccountRef;
  /** The number of entries. */
  readonly entrySeq: number;
  /** Moves on every visible change. */
  readonly version: number;
  /** What is left of active grants, less the overdraft. */
  readonly balance: Micro;
  readonly held: Micro;
  readonly overdraft: Micro;
  /** The denominator of utilization (semantics: alerts). */
  readonly granted: Micro;
  /** The original amounts of the active grants that are not used up: what `granted` becomes at the next arrival. */
  readonly openAmount: Micro;
  /**
   * The amounts of grants that wait for their time or their payment: they count towards the range of the account, so
   * that none fails to activate.
   */
  readonly waitingAmount: Micro;
  /** The entry with which credits last arrived; 0: never. */
  readonly arrivalSeq: number;
  readonly lastAtMs: Ms;
  readonly nextDueMs: Ms | null;
  /** Loaded grants: the first open ones in burn order, every due one, and those a command names. */
  readonly grants: readonly Grant[];
  /**
   * The grant up to which every open one is loaded, where there are others behind it; a decision that reaches further
   * asks for more. null: all open ones are loaded. Due and named grants may stand anywhere.
   */
  readonly loadedUpTo: string | null;
  /** Of the grants that are not loaded, the next due instant. Only meaningful when something is due now. */
  readonly laterDueMs: Ms | null;
};

/** What an earlier command with the same key was answered. */
export type Stored = { readonly commandId: string; readonly fingerprint: string; readonly result: Result };

export type CustomerSnapshot = {
  readonly customerId: string;
  readonly exists: boolean;
  readonly subscriptions: readonly Subscription[];
  /** By the id of the command (of this batch) whose key was found. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** What the events of this batch cost, by the id of the command: found out before their accounts could be loaded. */
  readonly prices: ReadonlyMap<string, Priced>;
  /** Those of the batch's causes that have had their effect already. */
  readonly causes: ReadonlySet<string>;
  /** By `accountKey`. */
  readonly accounts: ReadonlyMap<string, Account>;
};

/** What the store must load for a command besides the customer. */
export type Needs = {
  readonly accounts: readonly AccountRef[];
  readonly grants: readonly { readonly account: AccountRef; readonly grantId: string }[];
  /** What an event costs, which says what it needs; null: no event, or one that cannot be priced. */
  readonly priced: Priced | null;
};

// ---------------------------------------------------------------------------------------------- answers

export type Refusal = {
  readonly code:
    | 'customer_not_found'
    | 'credit_type_not_found'
    | 'feature_not_found'
    | 'plan_not_found'
    | 'grant_not_found'
    | 'subscription_not_found'
    | 'plan_not_published'
    | 'plan_archived'
    | 'subscription_cancelled'
    | 'credit_type_archived'
    | 'grant_ended'
    | 'grant_started'
    | 'payment_not_pending'
    | 'invalid_field'
    | 'no_rate'
    | 'no_meter'
    | 'timestamp_out_of_range'
    | 'amount_out_of_range'
    | 'insufficient_credits'
    | 'idempotency_conflict'
    | 'payment_reference_used';
  readonly detail: string;
  /** The path of the field in the request (`invalid_field`). */
  readonly field?: string;
  readonly shortfall?: {
    readonly creditTypeId: string;
    readonly balance: string;
    readonly available: string;
    readonly required: string;
    readonly shortfall: string;
    readonly limit: PlanVersion['limit'];
  };
};

/** What an adjustment took, from which grants, and the pool after it. */
export type AdjustmentAnswer = PoolAnswer & {
  readonly account: AccountRef;
  readonly amount: string;
  readonly reason: string;
  readonly allocations: ChargeAnswer['allocations'];
};

/** A pool after what was done in it. */
export type PoolAnswer = { readonly balance: string; readonly available: string; readonly overdraft: string };

export type Answer =
  | { readonly kind: 'event'; readonly charges: readonly ChargeAnswer[]; readonly unrated: readonly string[] }
  | { readonly kind: 'grant'; readonly grant: GrantAnswer; readonly pool: PoolAnswer }
  | { readonly kind: 'adjustment'; readonly adjustment: AdjustmentAnswer }
  | { readonly kind: 'subscription'; readonly subscription: Subscription; readonly status: SubscriptionStatus }
  | { readonly kind: 'touch' };

/** JSON-safe: it is stored with the key and given again word for word. */
export type Result =
  { readonly status: 'done'; readonly answer: Answer } | { readonly status: 'refused'; readonly refusal: Refusal };

/** What became of one command of a batch. `commandId` is the id of the first command with that key. */
export type Outcome =
  | ({ readonly commandId: string; readonly duplicate: boolean } & Result)
  /** It depends on what an earlier command of this batch changed: send it again in the next batch. */
  | { readonly commandId: string; readonly status: 'deferred' }
  /** A fault of ours while deciding; nothing of it was written. */
  | { readonly commandId: string; readonly status: 'failed'; readonly message: string };

// ---------------------------------------------------------------------------------------------- figures

/** What a balance shows, in decimal strings, at one instant. */
export type AccountFigures = {
  readonly account: AccountRef;
  readonly balance: string;
  readonly available: string;
  readonly held: string;
  readonly overdraft: string;
  readonly granted: string;
  readonly used: string;
  readonly utilization: string;
  readonly state: 'ok' | 'low' | 'depleted' | 'overdrawn' | 'empty';
  readonly nextExpiry: { readonly atMs: Ms; readonly amount: string } | null;
  readonly validUntilMs: Ms | null;
  readonly version: number;
};

// ---------------------------------------------------------------------------------------------- what is written

export type EntryType = 'granted' | 'activated' | 'consumed' | 'expired' | 'voided' | 'repaid' | 'adjusted' | 'updated';

export type Entry = {
  readonly account: AccountRef;
  readonly seq: number;
  readonly atMs: Ms;
  readonly type: EntryType;
  /** null: the overdraft. */
  readonly grantId: string | null;
  readonly delta: Micro;
  readonly before: Micro;
  readonly after: Micro;
  readonly source: { readonly type: string; readonly id: string };
  readonly actor: ActorRef;
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly eventId: string | null;
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly reason: string | null;
};

/** Usage by the quarter hour in which it happened, for the charts. */
export type UsageRow = {
  readonly account: AccountRef;
  readonly quarterMs: Ms;
  readonly featureId: string;
  /** `''`: no user named. */
  readonly userId: string;
  readonly amount: Micro;
  readonly events: number;
};

/** A key that is used from now on. `report`: of an event. */
export type CommandRecord = {
  readonly command: Command;
  readonly atMs: Ms;
  readonly result: Result;
  readonly report: Report | null;
};

/** Everything a batch changed; each account, grant and usage row once, in its final state. */
export type Changes = {
  readonly accounts: readonly Account[];
  readonly newGrants: readonly Grant[];
  /** Earlier grants of which only figures and state changed. */
  readonly grants: readonly Grant[];
  /** Earlier grants of which the terms changed as well: amount, dates, priority, payment, … */
  readonly editedGrants: readonly Grant[];
  readonly entries: readonly Entry[];
  readonly subscriptions: readonly Subscription[];
  readonly usage: readonly UsageRow[];
  readonly commands: readonly CommandRecord[];
  readonly refusedReports: readonly RefusedReport[];
};

export type BatchDecision =
  | { readonly outcomes: readonly Outcome[]; readonly changes: Changes }
  /** These accounts ran past their loaded grants: load more and decide again. */
  | { readonly short: readonly AccountRef[] };
