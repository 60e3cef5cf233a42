import type { Balance } from '../../server/contract/index.js';
import { formatAmount } from '../shared/format/amount.js';
import { fromMillionths, toMillionths } from '../shared/format/decimal.js';
import { fill } from '../shared/format/fill.js';
import type { Context } from '../shared/element/credits-element.js';
import { valuesOf } from './pool-view.js';

/** A pool that is not as it was; `previous` is null when it is new. */
export type Change = { readonly balance: Balance; readonly previous: Balance | null };

const samePool = (a: Balance, b: Balance): boolean =>
  a.creditTypeId === b.creditTypeId && a.resourceId === b.resourceId;

/** Which pools changed between two sets. Pools keep their identity while nothing about them changes. */
export function changesBetween(before: readonly Balance[], after: readonly Balance[]): Change[] {
  return after
    .filter((balance) => !before.includes(balance))
    .map((balance) => ({ balance, previous: before.find((other) => samePool(other, balance)) ?? null }));
}

const isOut = ({ state }: Balance): boolean => state === 'depleted' || state === 'overdrawn';

/** The change brought the balance down to the state that an alert is for. */
export const becameLow = ({ balance, previous }: Change): boolean =>
  balance.state === 'low' && previous !== null && previous.state === 'ok';

export const becameDepleted = ({ balance, previous }: Change): boolean =>
  isOut(balance) && previous !== null && !isOut(previous);

/** What a screen reader is told of a change: thresholds and new credits, never every step down. */
export function announcementOf(change: Change, context: Context): string | null {
  const { balance, previous } = change;
  const { announce } = context.strings;
  const values = valuesOf(balance, context);
  if (!previous) return null;
  if (balance.state === 'overdrawn' && previous.state !== 'overdrawn') {
    return fill(announce.overdrawn, values);
  }
  if (becameDepleted(change)) return fill(announce.depleted, { ...values, unit: balance.unit.plural });
  if (becameLow(change)) return fill(announce.low, values);
  const gained = (toMillionths(balance.balance) ?? 0n) - (toMillionths(previous.balance) ?? 0n);
  const granted = (toMillionths(balance.granted) ?? 0n) - (toMillionths(previous.granted) ?? 0n);
  if (gained <= 0n || granted <= 0n) return null;
  return fill(announce.added, { ...values, added: formatAmount(fromMillionths(gained), context.numberLocale) });
}
