import { fill } from '../../words/languages.js';
import { language, words } from '../shared/document.js';
import type { Line } from './lines.js';

const FEATURE_NAMES: Readonly<Record<string, string>> = {
  'chat-message': 'Chat message',
  image: 'Image',
  completion: 'Completion',
  render: 'Clip render',
};

const { ledger } = words;

const dayAndTime = new Intl.DateTimeFormat(language, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const timeToday = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const whole = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });
const amount = new Intl.NumberFormat(language, { maximumFractionDigits: 6 });
const change = new Intl.NumberFormat(language, { maximumFractionDigits: 6, signDisplay: 'exceptZero' });

/** `Intl` formats decimal strings exactly. The minus sign is as wide as the plus sign, unlike a hyphen. */
const format = (numbers: Intl.NumberFormat, decimal: string): string =>
  numbers.format(decimal as `${number}`).replace('-', '−');

export type LineText = Readonly<
  Record<'type' | 'about' | 'count' | 'who' | 'grant' | 'delta' | 'after' | 'time' | 'instant', string>
>;

export function describe(line: Line): LineText {
  const { entry, count } = line;
  const at = new Date(entry.at);
  const today = at.toDateString() === new Date().toDateString();
  return {
    type: ledger.types[entry.type],
    about: aboutText(line),
    count: count > 1 ? `× ${amount.format(count)}` : '',
    who: entry.userId === null ? '' : entry.userId.charAt(0).toUpperCase() + entry.userId.slice(1),
    grant: grantName(line),
    delta: format(change, line.delta),
    after: format(amount, entry.balanceAfter),
    time: today ? timeToday.format(at) : dayAndTime.format(at),
    instant: whole.format(at),
  };
}

function grantName({ entry, grant }: Line): string {
  if (grant === 'several') return ledger.several;
  return entry.grantId === null ? ledger.overdraft : (grant?.reason ?? ledger.credits);
}

function aboutText({ entry: { type, featureId, grantId, delta, reason }, grant }: Line): string {
  const known = grant === 'several' ? null : grant;
  switch (type) {
    case 'consumed':
      return FEATURE_NAMES[featureId ?? ''] ?? featureId ?? '';
    case 'granted':
      if (known && delta === '0') {
        const from = day.format(new Date(known.effectiveAt));
        return fill(ledger.scheduled, { amount: format(amount, known.amount), day: from });
      }
      return known?.category === 'promotional' ? ledger.promotional : ledger.paid;
    case 'activated':
      return ledger.activated;
    case 'expired':
      return ledger.expired;
    case 'voided':
      return reason ?? ledger.taken;
    case 'repaid':
      return grantId === null ? ledger.repaid.overdraft : ledger.repaid.grant;
    case 'adjusted':
      return reason ?? ledger.taken;
    case 'updated':
      return known?.status === 'failed' ? ledger.updated.failed : (reason ?? ledger.updated.terms);
  }
}
