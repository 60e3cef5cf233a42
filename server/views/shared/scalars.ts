import type { Money as MoneyView } from '../../contract/index.js';
import { formatAmount } from '../../ledger/values/amount.js';
import type { Money } from '../../ledger/values/money.js';
import type { Ms } from '../../ledger/values/refs.js';
import type { Rate } from '../../ledger/catalog/catalog.js';

/** RFC 3339, UTC, with milliseconds. */
export const instant = (ms: Ms): string => new Date(ms).toISOString();
export const instantOrNull = (ms: Ms | null): string | null => (ms === null ? null : instant(ms));

export const rateView = (rate: Rate) => ({ credits: formatAmount(rate.credits), units: formatAmount(rate.units) });

export const moneyView = ({ minorUnits, currency }: Money): MoneyView => ({ amount: minorUnits.toString(), currency });

/** The general pool is `''` inside and `null` in the API. */
export const resourceView = (resourceId: string): string | null => (resourceId === '' ? null : resourceId);
