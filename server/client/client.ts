import type { z } from 'zod';
import type * as wire from '../contract/index.js';
import {
  type CallOptions,
  type ClientOptions,
  createSend,
  type Query,
  type Send,
  type WriteOptions,
} from './transport.js';

export { DrawdownError } from './errors.js';
export type { CallOptions, ClientOptions, WriteOptions } from './transport.js';

/** One page of a list; `nextCursor` is null on the last one. */
export type Page<T> = { data: T[]; nextCursor: string | null };
/** `limit` 1 to 100, 20 when absent. */
export type PageQuery = { limit?: number; cursor?: string };

/** Only what is archived, or only what is not; both when absent. */
type Archived = { archived?: boolean };

type In<S extends z.ZodType> = z.input<S>;
type Asked<R extends { request: { query: z.ZodType } }> = Omit<z.input<R['request']['query']>, 'limit' | 'cursor'> &
  PageQuery;

type BalancesAsked = { resourceId?: string; include?: 'projection' };

type LedgerAsked = Omit<Asked<typeof wire.listEntries>, 'groupBy'>;

type GrantsAsked = Omit<Asked<typeof wire.listGrants>, 'groupBy' | 'past'> & { past?: boolean };

/** Drawdown's host API, typed by the contract. */
export type Client = ReturnType<typeof createClient>;

/**
 * A client for host backends. Requests without an answer and 503s are sent again a few times, with the same
 * idempotency key; everything else that is no success is thrown as a `DrawdownError`.
 */
export function createClient(options: ClientOptions) {
  const send = createSend(options);
  return {
    ...catalogOf(send),
    customers: customersOf(send),
    subscriptions: {
      create: write<In<typeof wire.NewSubscription>, wire.Subscription>(send, '/v1/subscriptions'),
      list: list<Asked<typeof wire.listSubscriptions>, wire.Subscription>(send, '/v1/subscriptions'),
      get: read<wire.Subscription>(send, '/v1/subscriptions'),
      /** Another plan, or another version of the same one, from now on. */
      changePlan: (id: string, body: In<typeof wire.PlanChange>, call: WriteOptions = {}) =>
        send<wire.Subscription>('POST', `/v1/subscriptions/${encodeURIComponent(id)}/change-plan`, {
          body,
          ...keyed(call),
        }),
      cancel: (id: string, body: In<typeof wire.Cancellation>, call: WriteOptions = {}) =>
        send<wire.Subscription>('POST', `/v1/subscriptions/${encodeURIComponent(id)}/cancel`, { body, ...keyed(call) }),
    },
    grants: {
      create: write<In<typeof wire.NewGrant>, wire.Grant>(send, '/v1/grants'),
      /** What a grant would do; grants nothing. */
      preview: (body: In<typeof wire.NewGrant>, call: CallOptions = {}) =>
        send<wire.GrantPreview>('POST', '/v1/grants/preview', { body, ...call }),
      list: list<GrantsAsked, wire.Grant>(send, '/v1/grants'),
      /** How many there are and what they amount to, by what they have in common. */
      groups: list<GrantsAsked & { groupBy: (typeof wire.GRANT_GROUPINGS)[number] }, wire.GrantGroup>(
        send,
        '/v1/grants',
      ),
      get: read<wire.Grant>(send, '/v1/grants'),
      /** Changes the terms of a grant that has not ended. */
      edit: (id: string, body: In<typeof wire.GrantEdit>, call: WriteOptions = {}) =>
        send<wire.Grant>('PATCH', `/v1/grants/${encodeURIComponent(id)}`, { body, ...keyed(call) }),
      /** Takes back what is left of a grant. */
      void: changeGrant(send, 'void'),
      /** The payment of a pending grant has arrived. */
      markPaid: changeGrant(send, 'mark-paid'),
      /** The payment of a pending grant will not arrive. */
      markFailed: changeGrant(send, 'mark-failed'),
    },
    adjustments: {
      /** Takes credits away; once, however often it is sent with the same `idempotencyKey`. */
      create: (body: In<typeof wire.NewAdjustment>, call: CallOptions = {}) =>
        send<wire.Adjustment>('POST', '/v1/adjustments', { body, ...call }),
    },
    events: eventsOf(send),
    /** Whether usage is allowed now; only a report with `enforce: true` makes sure. */
    check: (body: In<typeof wire.NewCheck>, call: CallOptions = {}) =>
      send<wire.Check>('POST', '/v1/check', { body, ...call }),
    customerTokens: {
      create: (body: In<typeof wire.NewCustomerToken>, call: CallOptions = {}) =>
        send<wire.CustomerToken>('POST', '/v1/customer-tokens', { body, ...call }),
    },
    apiKeys: {
      /** `key` is in the first answer only. */
      create: write<In<typeof wire.NewApiKey>, wire.CreatedApiKey | wire.ApiKey>(send, '/v1/api-keys'),
      list: list<PageQuery, wire.ApiKey>(send, '/v1/api-keys'),
      revoke: (id: string, call: CallOptions = {}) =>
        send<wire.ApiKey>('DELETE', `/v1/api-keys/${encodeURIComponent(id)}`, call),
    },
    /** Who changed what, newest first. */
    auditLog: { list: list<Asked<typeof wire.listAuditLog>, wire.AuditEntry>(send, '/v1/audit-log') },
    /** Sandboxes only. */
    testClock: {
      get: (call: CallOptions = {}) => send<wire.TestClock>('GET', '/v1/test-clock', call),
      move: (body: In<typeof wire.MoveTestClock>, call: CallOptions = {}) =>
        send<wire.TestClock>('POST', '/v1/test-clock', { body, ...call }),
      release: (call: CallOptions = {}) => send<wire.TestClock>('DELETE', '/v1/test-clock', call),
    },
  };
}

const catalogOf = (send: Send) => ({
  creditTypes: {
    create: write<In<typeof wire.NewCreditType>, wire.CreditType>(send, '/v1/credit-types'),
    list: list<PageQuery & Archived, wire.CreditType>(send, '/v1/credit-types'),
    get: read<wire.CreditType>(send, '/v1/credit-types'),
    update: edit<In<typeof wire.CreditTypeEdit>, wire.CreditType>(send, '/v1/credit-types'),
    archive: step<wire.CreditType>(send, '/v1/credit-types', 'archive'),
    unarchive: step<wire.CreditType>(send, '/v1/credit-types', 'unarchive'),
  },
  features: {
    create: write<In<typeof wire.NewFeature>, wire.Feature>(send, '/v1/features'),
    list: list<PageQuery, wire.Feature>(send, '/v1/features'),
    get: read<wire.Feature>(send, '/v1/features'),
    update: edit<In<typeof wire.FeatureEdit>, wire.Feature>(send, '/v1/features'),
  },
  products: {
    create: write<In<typeof wire.NewProduct>, wire.Product>(send, '/v1/products'),
    list: list<PageQuery, wire.Product>(send, '/v1/products'),
    get: read<wire.Product>(send, '/v1/products'),
    update: edit<In<typeof wire.ProductEdit>, wire.Product>(send, '/v1/products'),
  },
  plans: {
    create: write<In<typeof wire.NewPlan>, wire.Plan>(send, '/v1/plans'),
    /** Writes the next version of a plan, or replaces its draft. */
    draft: (id: string, body: In<typeof wire.PlanDraft>, call: CallOptions = {}) =>
      send<wire.Plan>('PUT', `/v1/plans/${encodeURIComponent(id)}/draft`, { body, ...call }),
    publish: step<wire.Plan>(send, '/v1/plans', 'publish'),
    archive: step<wire.Plan>(send, '/v1/plans', 'archive'),
    unarchive: step<wire.Plan>(send, '/v1/plans', 'unarchive'),
    list: list<PageQuery & Archived & { productId?: string }, wire.Plan>(send, '/v1/plans'),
    get: (id: string, query: { version?: number } = {}, call: CallOptions = {}) =>
      send<wire.Plan>('GET', `/v1/plans/${encodeURIComponent(id)}`, { query, ...call }),
    /** Newest first. */
    versions: (id: string, query: PageQuery = {}, call: CallOptions = {}) =>
      send<Page<wire.Plan>>('GET', `/v1/plans/${encodeURIComponent(id)}/versions`, { query, ...call }),
  },
});

const customersOf = (send: Send) => ({
  /** Creates a customer, or replaces its profile. */
  put: (id: string, body: In<typeof wire.CustomerProfile> = {}, call: CallOptions = {}) =>
    send<wire.Customer>('PUT', `/v1/customers/${encodeURIComponent(id)}`, { body, ...call }),
  list: list<Asked<typeof wire.listCustomers>, wire.Customer>(send, '/v1/customers'),
  /** By the beginning of any word of the id, name or e-mail. */
  search: (search: string, query: PageQuery = {}, call: CallOptions = {}) =>
    send<Page<wire.Customer>>('GET', '/v1/customers', { query: { search, ...query }, ...call }),
  update: edit<In<typeof wire.CustomerEdit>, wire.Customer>(send, '/v1/customers'),
  /** Forgets the person for good; the ledger stays. */
  erase: (id: string, call: CallOptions = {}) =>
    send<wire.Customer>('DELETE', `/v1/customers/${encodeURIComponent(id)}`, call),
  get: read<wire.Customer>(send, '/v1/customers'),
  /** With `include: 'projection'` also when each will run out, and what will expire unused. */
  balances: (id: string, query: BalancesAsked = {}, call: CallOptions = {}) =>
    send<wire.Balances>('GET', `/v1/customers/${encodeURIComponent(id)}/balances`, { query, ...call }),
  balance: (id: string, creditTypeId: string, query: BalancesAsked = {}, call: CallOptions = {}) =>
    send<wire.Balance>('GET', `/v1/customers/${encodeURIComponent(id)}/balances/${encodeURIComponent(creditTypeId)}`, {
      query,
      ...call,
    }),
  /** How one pool stood at a past instant, as its ledger tells it. */
  balanceAt: (id: string, creditTypeId: string, query: { at: string; resourceId?: string }, call: CallOptions = {}) =>
    send<wire.PastBalance>(
      'GET',
      `/v1/customers/${encodeURIComponent(id)}/balances/${encodeURIComponent(creditTypeId)}`,
      { query, ...call },
    ),
  /** The same of every pool that there was. */
  balancesAt: (id: string, query: { at: string; resourceId?: string }, call: CallOptions = {}) =>
    send<wire.PastBalances>('GET', `/v1/customers/${encodeURIComponent(id)}/balances`, { query, ...call }),
  ledger: (id: string, query: LedgerAsked, call: CallOptions = {}) =>
    send<Page<wire.Entry>>('GET', `/v1/customers/${encodeURIComponent(id)}/ledger`, { query, ...call }),
  /** The same, one row for each event or other cause. */
  ledgerByEvent: (id: string, query: LedgerAsked, call: CallOptions = {}) =>
    send<Page<wire.EventGroup>>('GET', `/v1/customers/${encodeURIComponent(id)}/ledger`, {
      query: { ...query, groupBy: 'event' },
      ...call,
    }),
  /** The same, one row for each day of the time zone. */
  ledgerByDay: (id: string, query: LedgerAsked, call: CallOptions = {}) =>
    send<Page<wire.DayGroup>>('GET', `/v1/customers/${encodeURIComponent(id)}/ledger`, {
      query: { ...query, groupBy: 'day' },
      ...call,
    }),
  /** Credits used, by time and by feature or user; the last seven days unless `from` and `to` say otherwise. */
  usage: (id: string, query: Asked<typeof wire.getUsage>, call: CallOptions = {}) =>
    send<wire.Usage>('GET', `/v1/customers/${encodeURIComponent(id)}/usage`, { query, ...call }),
  /** The same as the text of a CSV file. */
  usageCsv: (id: string, query: Asked<typeof wire.getUsage>, call: CallOptions = {}) =>
    send<string>('GET', `/v1/customers/${encodeURIComponent(id)}/usage.csv`, { query, isText: true, ...call }),
});

const eventsOf = (send: Send) => ({
  /** Reports usage and burns credits; once, however often it is sent with the same `idempotencyKey`. */
  report: (body: In<typeof wire.NewEvent>, call: CallOptions = {}) =>
    send<wire.EventReceipt>('POST', '/v1/events', { body, ...call }),
  /** Reports up to 1,000 events; each result is a receipt or a problem, in order. */
  batch: (events: readonly In<typeof wire.NewEvent>[], call: CallOptions = {}) =>
    send<wire.EventBatchResults>('POST', '/v1/events/batch', { body: { events }, ...call }),
  /** What an event would cost; charges nothing. */
  estimate: (body: In<typeof wire.SupposedEvent>, call: CallOptions = {}) =>
    send<wire.Estimate>('POST', '/v1/events/estimate', { body, ...call }),
  /** The reports of a customer, newest first, refused ones included. A page may be short and have a `nextCursor`. */
  search: (query: Asked<typeof wire.listEvents>, call: CallOptions = {}) =>
    send<Page<wire.ReportedEvent>>('GET', '/v1/events', { query, ...call }),
  /** The receipt of one report. */
  get: read<wire.Receipt>(send, '/v1/events'),
});

const changeGrant =
  (send: Send, action: 'void' | 'mark-paid' | 'mark-failed') =>
  (id: string, body: { reason?: string } = {}, call: WriteOptions = {}) =>
    send<wire.Grant>('POST', `/v1/grants/${encodeURIComponent(id)}/${action}`, { body, ...keyed(call) });

type Write<Body, Answer> = (body: Body, call?: WriteOptions) => Promise<Answer>;
type List<Asked, Item> = (query?: Asked, call?: CallOptions) => Promise<Page<Item>>;

function write<Body, Answer>(send: Send, path: string): Write<Body, Answer> {
  return (body: Body, call = {}) => send<Answer>('POST', path, { body, ...keyed(call) });
}

function list<Asked extends Query, Item>(send: Send, path: string): List<Asked, Item> {
  return (query?: Asked, call = {}) => send<Page<Item>>('GET', path, { query, ...call });
}

function read<Answer>(send: Send, path: string) {
  return (id: string, call: CallOptions = {}) => send<Answer>('GET', `${path}/${encodeURIComponent(id)}`, call);
}

/** A PATCH: what is sent is changed, and null clears. */
function edit<Body, Answer>(send: Send, path: string) {
  return (id: string, body: Body, call: CallOptions = {}) =>
    send<Answer>('PATCH', `${path}/${encodeURIComponent(id)}`, { body, ...call });
}

/** A POST that says what to do with one of them, and nothing more. */
function step<Answer>(send: Send, path: string, name: string) {
  return (id: string, call: WriteOptions = {}) =>
    send<Answer>('POST', `${path}/${encodeURIComponent(id)}/${name}`, keyed(call));
}

const keyed = ({ idempotencyKey = crypto.randomUUID(), ...call }: WriteOptions) => ({ idempotencyKey, ...call });
