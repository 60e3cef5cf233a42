import type { CatalogChange, CatalogRecord, CatalogRefusal } from '../../ledger/catalog/change.js';
import type { AccountFigures } from '../../ledger/accounts/figures.js';
import type { AccountRef, ActorRef, Author, Micro, Ms } from '../../ledger/values/refs.js';
import type { Catalog } from '../../ledger/catalog/catalog.js';
import type { Entry, EntryType } from '../../ledger/accounts/entry.js';
import type { Grant, GrantAnswer, GrantPlace } from '../../ledger/grants/grant.js';
import type { Outcome, Result } from '../../ledger/commands/result.js';
import type { Subscription } from '../../ledger/subscriptions/subscription.js';
import type { Outlook } from '../../ledger/outlook/projection.js';
import type { Report } from '../../ledger/usage/event-record.js';
import type { Command, CommandAction } from '../../ledger/batch/registry.js';
import type { Inspected } from './inspection.js';
import type { UsageQuery, UsageSums } from './usage.js';

/**
 * The port to what is durable. Adapters (`sqlite/`, `postgres/`) look alike file by file and pass one contract
 * suite. No callback crosses it: commands go in, outcomes come out, and the adapter runs the ledger's pure
 * `decideBatch` between load and write, inside one transaction.
 */
export interface Store extends LedgerStore, EventLog, CatalogStore, Directory, Credentials, Leases, AuditLog, Reads {
  /** true when other instances may write to it as well: what they change is found by asking for `versions`. */
  readonly isShared: boolean;
  /** Resolves when everything is flushed and every connection closed. */
  close(): Promise<void>;
}

/**
 * The store cannot take a write now (busy, full, gone): the same command may be sent again. Nothing was written, unless
 * the connection was lost while it committed; the key of the command then leads to what became of it.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

export interface LedgerStore {
  /**
   * Locks the customers named, loads what the commands need, decides, writes and commits durably. One outcome per
   * command, in order. `changed` names the accounts whose committed state moved.
   *
   * @throws StoreUnavailable when nothing could be written; any other error is unexpected and also wrote nothing.
   */
  transact(commands: readonly Command[], nowMs: Ms): Promise<Transacted>;
  /**
   * What `transact` would answer this command alone, decided on what is committed now: it waits for no writer, takes no
   * lock and writes nothing.
   */
  simulate(command: Command, nowMs: Ms): Promise<Outcome>;
  /** Accounts (of one customer, or of all) for which something is due at or before `beforeMs`, soonest first. */
  due(beforeMs: Ms, limit: number, customerId?: string): Promise<readonly DueAccount[]>;
}

export type Transacted = { readonly outcomes: readonly Outcome[]; readonly changed: readonly AccountRef[] };
export type AccountVersion = { readonly account: AccountRef; readonly version: number };
export type DueAccount = { readonly account: AccountRef; readonly dueAtMs: Ms };

// ---------------------------------------------------------------------------------------------- catalog

/** The idempotency of a write that belongs to no customer: scoped to the API key and the operation. */
export type RequestKey = {
  readonly apiKeyId: string;
  readonly operation: string;
  readonly value: string;
  readonly fingerprint: string;
};

export type { CatalogChange, CatalogRecord, CatalogRefusal, PlanTerms } from '../../ledger/catalog/change.js';

export type CatalogOutcome =
  | { readonly status: 'done'; readonly duplicate: boolean; readonly record: CatalogRecord }
  | ({ readonly status: 'refused' } & CatalogRefusal);

export interface CatalogStore {
  changeCatalog(change: CatalogChange, key: RequestKey | null, author: Author, nowMs: Ms): Promise<CatalogOutcome>;
  /** Forgets the keys that were used before an instant, and what they were answered. */
  pruneRequestKeys(beforeMs: Ms): Promise<void>;
  /** The catalog as committed; cached by revision, so cheap to call for every request. */
  catalog(): Promise<Catalog>;
}

// ---------------------------------------------------------------------------------------------- customers

/** The person behind an account: erasable, never referenced by entries but through the opaque id. */
export type Customer = {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly timeZone: string;
  readonly locale: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAtMs: Ms;
  readonly updatedAtMs: Ms;
  /** Since then nothing is known of the person, and nothing can be entered anew. */
  readonly erasedAtMs: Ms | null;
};
export type CustomerProfile = Omit<Customer, 'createdAtMs' | 'updatedAtMs' | 'erasedAtMs'>;
export type CustomerEdit = Partial<Omit<CustomerProfile, 'id'>>;

/** The place of a customer among those that a search finds: by what was found of it, and then by its id. */
export type SearchPlace = { readonly term: string; readonly id: string };
export type FoundCustomer = { readonly term: string; readonly customer: Customer };

export interface Directory {
  putCustomer(
    profile: CustomerProfile,
    author: Author,
    nowMs: Ms,
  ): Promise<{ readonly customer: Customer; readonly created: boolean } | 'erased'>;
  /** null: there is no such customer. */
  editCustomer(id: string, edit: CustomerEdit, author: Author, nowMs: Ms): Promise<Customer | 'erased' | null>;
  /**
   * Forgets the person: name, e-mail, locale and metadata, and the traces of refused reports, which name users. The
   * ledger stays, and one who is erased stays as erased first. null: there is no such customer.
   */
  eraseCustomer(id: string, author: Author, nowMs: Ms): Promise<Customer | null>;
  customer(id: string): Promise<Customer | null>;
  /** By id, after `afterId`. */
  customers(afterId: string | null, limit: number): Promise<readonly Customer[]>;
  /** Those with an id, name or e-mail in which something begins with the text, whatever its case and accents. */
  searchCustomers(text: string, after: SearchPlace | null, limit: number): Promise<readonly FoundCustomer[]>;
}

// ---------------------------------------------------------------------------------------------- credentials

export type ApiKeyRecord = {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the whole key, hex. */
  readonly hash: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: Ms;
  readonly lastUsedAtMs: Ms | null;
  readonly revokedAtMs: Ms | null;
};

export interface Credentials {
  /** Same request key, same request: the record made first, with `duplicate`; another request: null. */
  createApiKey(
    record: ApiKeyRecord,
    key: RequestKey,
    author: Author,
  ): Promise<{ readonly record: ApiKeyRecord; readonly duplicate: boolean } | null>;
  apiKeyByHash(hash: string): Promise<ApiKeyRecord | null>;
  apiKeys(afterId: string | null, limit: number): Promise<readonly ApiKeyRecord[]>;
  /** A key that is revoked stays as it was revoked first. */
  revokeApiKey(id: string, author: Author, nowMs: Ms): Promise<ApiKeyRecord | null>;
  /** Best effort; may lag. */
  noteApiKeyUse(id: string, atMs: Ms): Promise<void>;
  /** The instant at which the sandbox's test clock stands; null: it follows the wall clock. */
  testClock(): Promise<Ms | null>;
  /** @returns false when the clock was not at `fromMs` any more: another instance has moved it */
  moveTestClock(fromMs: Ms | null, toMs: Ms | null, author: Author, nowMs: Ms): Promise<boolean>;
}

// ---------------------------------------------------------------------------------------------- leases

/** Who may do what only one instance should: by name, for a while, on the wall clock. */
export interface Leases {
  /**
   * Takes a lease that nobody holds at `nowMs`. Who holds it already renews it.
   *
   * @param holder says who, in a name that no other instance has
   * @returns whether it is the holder's until `nowMs + ttlMs`
   */
  acquireLease(name: string, holder: string, ttlMs: number, nowMs: Ms): Promise<boolean>;
  /** Lets go of a lease, so that nobody waits for its end; one that another holds stays with the other. */
  releaseLease(name: string, holder: string): Promise<void>;
}

// ---------------------------------------------------------------------------------------------- audit log

/**
 * One change and who asked for it, written in the transaction of the change itself and never rewritten. Usage is not
 * repeated here: the ledger has each event, with its actor. The replay of a request changes nothing and leaves nothing.
 */
export type AuditRecord = {
  readonly id: string;
  readonly atMs: Ms;
  readonly actor: ActorRef;
  readonly action: AuditAction;
  /** Whose change it was; null: of the catalog or of the server's own settings. */
  readonly customerId: string | null;
  /** The id of what was changed; of the test clock where it stands since; null: it follows the wall clock. */
  readonly target: string | null;
  readonly requestId: string | null;
};

export type AuditAction =
  | CatalogChange['kind']
  | CommandAction
  | 'customer.put'
  | 'customer.edit'
  | 'customer.erase'
  | 'apiKey.create'
  | 'apiKey.revoke'
  | 'testClock.move'
  | 'testClock.release';

/** The place of a record in the log: newest first, by time and then by id. */
export type AuditPlace = { readonly atMs: Ms; readonly id: string };

export type AuditQuery = {
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  readonly actorId: string | null;
  readonly action: string | null;
  readonly customerId: string | null;
  /** The last record of the page before. */
  readonly before: AuditPlace | null;
  readonly limit: number;
};

export interface AuditLog {
  auditRecords(query: AuditQuery): Promise<readonly AuditRecord[]>;
}

// ---------------------------------------------------------------------------------------------- questions

/** Absent: all of them. A `resourceId` of `''` is the general pool. */
export type BalanceFilter = { readonly creditTypeId?: string; readonly resourceId?: string };

/** null: any. */
export type GrantFilter = {
  readonly customerId: string;
  readonly creditTypeId: string | null;
  /** `''`: the general pool. */
  readonly resourceId: string | null;
  readonly status: GrantAnswer['status'] | null;
  /** Only what is used up or has ended, or only what is not. */
  readonly past: boolean | null;
  readonly category: Grant['category'] | null;
  readonly source: Grant['source'] | null;
  readonly actorId: string | null;
  /** Created at or after, and before. */
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  /** In force at this instant, by the terms they have now: paid, within their term, not voided by then. */
  readonly atMs: Ms | null;
};

/** `burn` and `expiry` begin with what burns now; then comes what is to come, is used up, is over. */
export type GrantOrder = 'newest' | 'burn' | 'expiry';

export type GrantQuery = GrantFilter & {
  readonly order: GrantOrder;
  /** Where the last grant of the page before stood. */
  readonly after: GrantPlace | null;
  readonly limit: number;
};

export type GrantGrouping = 'creditType' | 'category' | 'source' | 'status';
export type GrantGroup = {
  readonly key: string;
  readonly count: number;
  readonly amount: Micro;
  readonly remaining: Micro;
};

/** null: any. */
export type EntryFilter = {
  readonly types: readonly EntryType[] | null;
  readonly sourceType: string | null;
  readonly actorType: Entry['actor']['type'] | null;
  readonly actorId: string | null;
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly eventId: string | null;
  readonly grantId: string | null;
};

export const NO_ENTRY_FILTER: EntryFilter = {
  types: null,
  sourceType: null,
  actorType: null,
  actorId: null,
  featureId: null,
  userId: null,
  eventId: null,
  grantId: null,
};

export type EntryQuery = {
  readonly account: AccountRef;
  readonly filter: EntryFilter;
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  readonly order: 'asc' | 'desc';
  /** Where the page before ended. */
  readonly afterSeq: number | null;
  readonly limit: number;
};

/**
 * A page may be short, or empty, and not the last one: where a filter rests on no index, it looks at a bounded number
 * of entries.
 */
export type EntryPage = { readonly entries: readonly Entry[]; readonly nextAfterSeq: number | null };

/** Where a ledger stood: at its last entry before an instant; before the first one, `seq` and `balance` are 0. */
export type LedgerPosition = { readonly seq: number; readonly atMs: Ms | null; readonly balance: Micro };

/** A place in lists in the order of time, and of ids within one moment. */
export type TimePlace = { readonly atMs: Ms; readonly id: string };

export type EventSearch = {
  /** As reports named it: refused ones may name nobody. */
  readonly customerId: string;
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly key: string | null;
  readonly outcome: 'charged' | 'refused' | null;
  /** By when reports arrived; the end is not included. */
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  /** Where the page before ended. */
  readonly before: TimePlace | null;
  readonly limit: number;
};

/** One report of usage and what became of it. */
export type ReportedEvent = {
  readonly id: string;
  readonly customerId: string;
  readonly key: string;
  readonly atMs: Ms;
  readonly report: Report;
  readonly result: Result;
  /** false: it was refused and left its key unused. */
  readonly usedKey: boolean;
};

/** Filters read a bounded number of rows a page: there may be fewer events than asked for, and more behind `next`. */
export type EventPage = { readonly events: readonly ReportedEvent[]; readonly next: TimePlace | null };

export interface EventLog {
  /** Newest first. */
  searchEvents(query: EventSearch): Promise<EventPage>;
  reportedEvent(id: string): Promise<ReportedEvent | null>;
  /** Forgets the traces of refused reports from before an instant, and all but the newest of each customer. */
  pruneRefusedReports(beforeMs: Ms, mostPerCustomer: number): Promise<void>;
}

export type { UsageQuery, UsageSums } from './usage.js';

/**
 * Questions, answered from what is committed. They never wait for writers. Lists assume that what is due has been
 * written: ask the engine to `catchUp` the customer first.
 */
export interface Reads {
  /**
   * The figures of every account the customer has (of one resource, of one credit type), ordered by credit type.
   * What time has made due counts as done, without writing it.
   */
  balances(customerId: string, filter: BalanceFilter, nowMs: Ms): Promise<readonly AccountFigures[]>;
  /** What a projection of one account begins with: this many open grants and this many scheduled ones, at most. */
  outlook(account: AccountRef, mostGrants: number): Promise<Outlook>;
  subscriptions(customerId: string): Promise<readonly Subscription[]>;
  subscription(id: string): Promise<Subscription | null>;
  /** Newest first, with status and position at `nowMs`. */
  grants(query: GrantQuery, nowMs: Ms): Promise<readonly GrantAnswer[]>;
  /** Their number and amounts by what they have in common, in the order of the keys. */
  grantGroups(filter: GrantFilter, by: GrantGrouping): Promise<readonly GrantGroup[]>;
  grant(id: string, nowMs: Ms): Promise<GrantAnswer | null>;
  entries(query: EntryQuery): Promise<EntryPage>;
  /** Where the ledger of an account stood just before each of these instants. */
  positions(account: AccountRef, beforeMs: readonly Ms[]): Promise<readonly LedgerPosition[]>;
  /** Usage by when it happened, from sums by the quarter hour; may take long, and delays no other question. */
  usage(query: UsageQuery): Promise<UsageSums>;
  /**
   * Holds some accounts against the invariants of the ledger and their hash chains, in the order of their keys, until
   * they have `mostEntries` entries together; takes long, and delays no other question.
   *
   * @param from the account after which to begin, or a share of all of them, from 0 to less than 1
   */
  inspect(from: AccountRef | number, mostEntries: number): Promise<Inspected>;
  /** The version of every account that these customers have. */
  versions(customerIds: readonly string[]): Promise<readonly AccountVersion[]>;
  /** true while nothing was ever entered in the ledger. */
  isEmpty(): Promise<boolean>;
  /** Proves that the store answers. true: it has the migrations of this version, and no others. */
  schemaIsCurrent(): Promise<boolean>;
}
