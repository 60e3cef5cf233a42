import type { Entry } from '../../ledger/accounts/entry.js';
import type { Ms } from '../../ledger/values/refs.js';
import type { LedgerPosition } from '../../store/ports/entries.js';
import type { DayGroup, EventGroup } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';

import { instant } from '../shared/scalars.js';

/** Sums the entries of one cause. A field is `null` if the entries differ in it. */
export function eventGroupView(run: Run): EventGroup {
  const [first] = run;
  const last = run.at(-1) ?? first;
  return {
    eventId: first.eventId,
    source: first.source,
    at: instant(first.atMs),
    types: [...new Set(run.map(({ type }) => type))],
    featureId: common(run.map(({ featureId }) => featureId)),
    userId: common(run.map(({ userId }) => userId)),
    reason: common(run.map(({ reason }) => reason)),
    count: run.length,
    delta: formatAmount(run.reduce((sum, { delta }) => sum + delta, 0n)),
    balanceBefore: formatAmount(first.before),
    balanceAfter: formatAmount(last.after),
    firstSequence: first.seq,
    lastSequence: last.seq,
  };
}

export const common = (values: readonly (string | null)[]): string | null =>
  values.every((value) => value === values[0]) ? (values[0] ?? null) : null;

export const dayGroupView = ({ date, fromMs, toMs, before, after }: DaySpan): DayGroup => ({
  date,
  startsAt: instant(fromMs),
  endsAt: instant(toMs),
  count: after.seq - before.seq,
  delta: formatAmount(after.balance - before.balance),
  balanceBefore: formatAmount(before.balance),
  balanceAfter: formatAmount(after.balance),
  firstSequence: before.seq + 1,
  lastSequence: after.seq,
});

export type Run = readonly [Entry, ...Entry[]];

export type DaySpan = {
  readonly date: string;
  readonly fromMs: Ms;
  readonly toMs: Ms;
  readonly before: LedgerPosition;
  readonly after: LedgerPosition;
};
