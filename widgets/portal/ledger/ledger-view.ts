import type { CustomerEntry, DayGroup, EventGroup } from '../../../server/contract/index.js';
import type { Context } from '../../kit/element/credits-element.js';
import { intl } from '../../kit/format/intl.js';
import { zoneNameAt } from '../../kit/format/zone.js';
import { textIn, typeLabel } from '../../kit/history/history-template.js';

export type LedgerRow = CustomerEntry | EventGroup | DayGroup;

export type Line = {
  readonly at: string;
  readonly label: string;
  /** The feature, else the reason, and whether the entry is an overdraft. */
  readonly about: string;
  readonly delta: string;
  readonly after: string;
  readonly count: number;
  /** `null` unless the row is a day, which can be opened. */
  readonly day: DayGroup | null;
};

/** `names` maps feature ids to names. */
export function lineOf(row: LedgerRow, names: ReadonlyMap<string, string>, context: Context): Line {
  const { delta, balanceAfter: after } = row;
  if ('date' in row) {
    return { at: row.startsAt, label: dayLabel(row, context), about: '', delta, after, count: row.count, day: row };
  }
  const types = 'types' in row ? row.types : [row.type];
  const { at } = row;
  const [featureId, reason] = [textIn(row.featureId), textIn(row.reason)];
  const feature = featureId === null ? null : (names.get(featureId) ?? featureId);
  const overdraft = 'grantId' in row && row.grantId === null ? context.strings.ledger.overdraft : null;
  return {
    at,
    label: intl('ListFormat', context.locale, { style: 'narrow' }).format(
      types.map((type) => typeLabel(type, context)),
    ),
    about: [feature ?? reason, overdraft].filter((part) => part !== null).join(' · '),
    delta,
    after,
    count: 'count' in row ? row.count : 1,
    day: null,
  };
}

/** "Mon, Nov 23, 2026". The date comes from the server in the requested zone, so it is formatted in UTC. */
const dayLabel = ({ date }: DayGroup, { locale }: Context): string => {
  const ms = Date.parse(`${date}T00:00Z`);
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return Number.isNaN(ms) ? '' : intl('DateTimeFormat', locale, options).format(ms);
};

const TIME = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;

/** The year is shown only if it is not the current one. */
export function yearAt(ms: number, { timeZone, nowMs }: Context): Intl.DateTimeFormatOptions {
  const yearOf = (at: number) => intl('DateTimeFormat', 'en', { timeZone, year: 'numeric' }).format(at);
  return yearOf(ms) === yearOf(nowMs) ? {} : { year: 'numeric' };
}

export function timeLabel(ms: number, context: Context): string {
  const { locale, timeZone } = context;
  return intl('DateTimeFormat', locale, {
    ...TIME,
    ...yearAt(ms, context),
    ...zoneNameAt(ms, timeZone),
    timeZone,
  }).format(ms);
}
