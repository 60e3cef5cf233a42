import type { CustomerEntry } from 'drawdown/server';
import type { Line } from './ledger-data.js';
import { FEATURE_NAMES } from './names.js';

const TYPES: Readonly<Record<CustomerEntry['type'], string>> = {
  granted: 'Grant',
  activated: 'Activated',
  consumed: 'Consumed',
  expired: 'Expired',
  voided: 'Voided',
  settled: 'Settled',
  adjusted: 'Adjusted',
  updated: 'Changed',
};

const dayAndTime = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const timeToday = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' });
const amount = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });
const change = new Intl.NumberFormat('en', { maximumFractionDigits: 6, signDisplay: 'exceptZero' });

/** Amounts stay decimal strings: `format` reads them digit by digit. A real minus is as wide as a plus. */
const format = (numbers: Intl.NumberFormat, decimal: string): string =>
  numbers.format(decimal as `${number}`).replace('-', '−');

export type Words = Readonly<Record<'type' | 'about' | 'grant' | 'delta' | 'after' | 'time' | 'instant', string>>;

/** How an entry reads. */
export function describe({ entry, grant }: Line): Words {
  const at = new Date(entry.at);
  const today = at.toDateString() === new Date().toDateString();
  return {
    type: TYPES[entry.type],
    about: about(entry, grant),
    grant: entry.grantId === null ? 'Overdraft' : (grant?.reason ?? 'Credits'),
    delta: format(change, entry.delta),
    after: format(amount, entry.balanceAfter),
    time: today ? timeToday.format(at) : dayAndTime.format(at),
    instant: whole.format(at),
  };
}

function about({ type, featureId, grantId, delta, reason }: CustomerEntry, grant: Line['grant']): string {
  switch (type) {
    case 'consumed':
      return FEATURE_NAMES[featureId ?? ''] ?? featureId ?? '';
    case 'granted':
      if (grant && delta === '0')
        return `${format(amount, grant.amount)} from ${day.format(new Date(grant.effectiveAt))}`;
      return grant?.category === 'promotional' ? 'Promotional' : 'Paid';
    case 'activated':
      return 'Scheduled before';
    case 'expired':
      return 'Left unused';
    case 'voided':
      return reason ?? 'Taken back';
    case 'settled':
      return grantId === null ? 'Overdraft paid' : 'Paid into the overdraft';
    case 'adjusted':
      return reason ?? 'Taken back';
    case 'updated':
      return grant?.status === 'failed' ? 'Payment failed' : (reason ?? 'New terms');
  }
}
