import type { Receipt, ReceiptCharge, ReportedEvent as ReportedEventView } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import { exactCharge } from '../../ledger/usage/pricing.js';
import type { ChargeAnswer } from '../../ledger/usage/charge.js';
import { quarterOf } from '../../ledger/usage/usage.js';
import type { ReportedEvent } from '../../store/ports/events.js';
import { chargeView } from './charge.js';
import { REFUSED } from '../shared/refusal.js';
import { instant, resourceView } from '../shared/scalars.js';

const HOUR_MS = 3_600_000;

export const poolKey = ({ creditTypeId, resourceId }: ChargeAnswer): string => `${creditTypeId}|${resourceId ?? ''}`;

/** The figure of a pool before a charge, from the figure after it. */
export const before = ({ amount }: ChargeAnswer, after: bigint): string => formatAmount(after + amount);

export function reportedEventView(event: ReportedEvent): ReportedEventView {
  const charges = chargesOf(event);
  return {
    ...reportView(event),
    charges: charges.map(({ creditTypeId, featureId, amount }) => {
      return { creditTypeId, featureId, amount: formatAmount(amount) };
    }),
  };
}

/** The cursor of the ledger page that follows an entry. */
export type LedgerCursor = (customerId: string, filters: Readonly<Record<string, string>>, sequence: number) => string;

export function receiptView(event: ReportedEvent, ledgerCursor: LedgerCursor): Receipt {
  const { result } = event;
  const unrated = result.status === 'done' && result.answer.kind === 'event' ? result.answer.unrated : [];
  return {
    ...reportView(event),
    charges: chargesOf(event).map((charge) => receiptChargeView(charge, event, ledgerCursor)),
    unrated: [...unrated],
  };
}

function reportView({ id, customerId, key, atMs, report, result, usedKey }: ReportedEvent) {
  const refusal = result.status === 'refused' ? result.refusal : null;
  return {
    id,
    customerId,
    idempotencyKey: key,
    receivedAt: instant(atMs),
    timestamp: instant(report.occurredAtMs),
    outcome: refusal ? ('refused' as const) : ('charged' as const),
    code: refusal && REFUSED[refusal.code],
    detail: refusal?.detail ?? null,
    usedKey,
    featureIds: [...report.featureIds],
    eventName: report.eventName,
    userId: report.userId,
    resourceId: resourceView(report.resourceId),
  };
}

function chargesOf({ result }: ReportedEvent): readonly ChargeAnswer[] {
  return result.status === 'done' && result.answer.kind === 'event' ? result.answer.charges : [];
}

function receiptChargeView(
  charge: ChargeAnswer,
  { customerId, report }: ReportedEvent,
  ledgerCursor: LedgerCursor,
): ReceiptCharge {
  const { exact, rounding } = exactCharge(charge);
  return {
    ...chargeView(charge),
    exactAmount: exact,
    rounding,
    balanceBefore: before(charge, charge.balance),
    usageBucket: instant(quarterOf(report.occurredAtMs)),
    links: {
      entries: charge.entries && entriesPath(customerId, charge, charge.entries, ledgerCursor),
      usage: usagePath(customerId, charge, report.occurredAtMs),
      grants: [...new Set(charge.allocations.flatMap(({ grantId }) => grantId ?? []))].map(grantPath),
    },
  };
}

const MOST_ENTRIES = 100;

const grantPath = (id: string): string => `/v1/grants/${encodeURIComponent(id)}`;

/** Links to the ledger page that starts with the first entry. A cursor names the entry before it. */
function entriesPath(
  customerId: string,
  charge: ChargeAnswer,
  { first, last }: NonNullable<ChargeAnswer['entries']>,
  ledgerCursor: LedgerCursor,
): string {
  const filters = { ...poolQuery(charge), order: 'asc' };
  const cursor = first > 1 ? { cursor: ledgerCursor(customerId, filters, first - 1) } : {};
  const limit = String(Math.min(last - first + 1, MOST_ENTRIES));
  return pathWith(customerId, 'ledger', { ...filters, limit, ...cursor });
}

/** Links to the hour of the chart in which the usage happened. */
function usagePath(customerId: string, charge: ChargeAnswer, occurredAtMs: number): string {
  const from = occurredAtMs - (occurredAtMs % HOUR_MS);
  return pathWith(customerId, 'usage', {
    ...poolQuery(charge),
    featureId: charge.featureId,
    from: instant(from),
    to: instant(from + HOUR_MS),
    interval: 'hour',
  });
}

const poolQuery = ({ creditTypeId, resourceId }: ChargeAnswer) => ({
  creditTypeId,
  ...(resourceId !== null && { resourceId }),
});

const pathWith = (customerId: string, what: string, query: Readonly<Record<string, string>>): string =>
  `/v1/customers/${encodeURIComponent(customerId)}/${what}?${new URLSearchParams(query).toString()}`;
