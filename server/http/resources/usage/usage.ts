import {
  getCustomerUsage,
  getCustomerUsageCsv,
  getUsage,
  getUsageCsv,
  MOST_BUCKETS,
  MOST_SERIES,
  type Usage,
  type UsageQuery,
} from '../../../contract/index.js';
import type { Ms } from '../../../ledger/values/refs.js';
import { bucketStarts } from '../../../time/calendar/buckets.js';
import { daysBefore, endOfToday, previousFrom } from '../../../time/calendar/periods.js';
import type { HttpDeps } from '../../context.js';
import { type App, mount } from '../../mounting/mount.js';
import { invalidField } from '../../mounting/rejection.js';
import { usageView } from '../../../views/usage/usage.js';
import { usageCsv, usageFileName } from '../../../views/usage/usage-csv.js';
import { requireCreditType } from '../catalog/lists.js';
import { requireCustomer, zoneOf } from '../customers/customers.js';

const DEFAULT_DAYS = 7;
const QUARTER_MS = 15 * 60_000;

export function mountUsage(app: App, deps: HttpDeps): void {
  mount(app, deps, getUsage, async ({ params, query }) => ({
    status: 200,
    data: await usageOf(deps, params.id, query),
  }));

  mount(app, deps, getCustomerUsage, async ({ caller, query }) => ({
    status: 200,
    data: await usageOf(deps, caller.customerId, query),
  }));

  mount(app, deps, getUsageCsv, async ({ params, query }) => csvReply(await usageOf(deps, params.id, query)));

  mount(app, deps, getCustomerUsageCsv, async ({ caller, query }) =>
    csvReply(await usageOf(deps, caller.customerId, query)),
  );
}

const csvReply = (usage: Usage) => ({
  status: 200 as const,
  csv: usageCsv(usage),
  headers: { 'content-disposition': `attachment; filename="${usageFileName(usage)}"` },
});

async function usageOf({ store, engine }: HttpDeps, customerId: string, query: UsageQuery): Promise<Usage> {
  const { creditTypeId, resourceId = '', interval = 'day', groupBy = 'feature' } = query;
  const [customer, catalog] = await Promise.all([requireCustomer(store, customerId), store.catalog()]);
  requireCreditType(catalog, creditTypeId);
  const timeZone = query.timeZone ?? zoneOf(customer);
  const nowMs = engine.clock.nowMs();
  const { fromMs, toMs } = rangeOf(query, timeZone, nowMs);
  const starts = bucketStarts(interval, timeZone, fromMs, toMs, MOST_BUCKETS);
  if (!starts) {
    throw invalidField('interval', `cuts this range into more than ${MOST_BUCKETS} parts; take a longer one`);
  }
  const asked = {
    account: { customerId, creditTypeId, resourceId },
    featureId: query.featureId ?? null,
    userId: query.userId ?? null,
    groupBy,
    bounds: [...starts, toMs],
    previousFromMs: previousFrom(timeZone, fromMs, toMs),
    mostSeries: MOST_SERIES,
  };
  return usageView({ ...asked, interval, timeZone }, await store.usage(asked), catalog, nowMs);
}

function rangeOf({ from, to }: UsageQuery, timeZone: string, nowMs: Ms) {
  const toMs = upToQuarter(to ?? endOfToday(timeZone, nowMs));
  const fromMs = downToQuarter(from ?? daysBefore(timeZone, toMs, DEFAULT_DAYS));
  if (fromMs < toMs) return { fromMs, toMs };
  throw invalidField('from', 'must be earlier than to, which is the end of today when absent');
}

const downToQuarter = (ms: Ms): Ms => ms - (ms % QUARTER_MS);
const upToQuarter = (ms: Ms): Ms => downToQuarter(ms + QUARTER_MS - 1);
