import type { CustomerGrant } from '../../server/contract/index.js';
import { millionths } from '../kit/format/decimal.js';

/** From here on, to the millisecond, credits count as expiring soon. */
export const SOON_MS = 7 * 86_400_000;

/** An active grant that ends soon is shown as `expiring`. */
export type Standing = CustomerGrant['status'] | 'expiring';

const STANDINGS: readonly Standing[] = [
  'expiring',
  'active',
  'scheduled',
  'pending',
  'depleted',
  'expired',
  'voided',
  'failed',
];

/** `nowMs` is in milliseconds of the server's clock. */
export function standingOf({ status, expiresAt }: CustomerGrant, nowMs: number): Standing {
  const soon = status === 'active' && Date.parse(expiresAt ?? '') - nowMs <= SOON_MS;
  return soon ? 'expiring' : status;
}

export const isWaiting = ({ status }: CustomerGrant): boolean => status === 'scheduled' || status === 'pending';

/** In millionths. */
export const expiringSoon = (grants: readonly CustomerGrant[], nowMs: number): bigint =>
  grants.reduce((sum, grant) => sum + (standingOf(grant, nowMs) === 'expiring' ? millionths(grant.remaining) : 0n), 0n);

export const COLUMNS = ['place', 'source', 'status', 'remaining', 'used', 'effective', 'expires', 'priority'] as const;
export type Column = (typeof COLUMNS)[number];

const OPTIONAL: readonly Column[] = ['place', 'used', 'priority'];

/** `asked` names optional columns, separated by spaces or commas. */
export function columnsOf(asked: string | null | undefined): Column[] {
  const named = (typeof asked === 'string' ? asked : '').split(/[\s,]+/);
  return COLUMNS.filter((column) => !OPTIONAL.includes(column) || named.includes(column));
}

/** `null` is the order of burning. */
export type Sorting = { readonly column: Column; readonly isDescending: boolean } | null;

/** `-expires` sorts in descending order; `null` if the text names no column. */
export function sortingOf(asked: string | null | undefined): Sorting {
  const [, minus, name] = /^(-?)(\w+)$/.exec(asked ?? '') ?? [];
  const column = COLUMNS.find((known) => known === name);
  return column ? { column, isDescending: minus === '-' } : null;
}

/** A column header cycles through ascending, descending and the order of burning. */
export function nextSorting(now: Sorting, column: Column): string {
  if (now?.column !== column) return column;
  return now.isDescending ? '' : `-${column}`;
}

const KEYS: Readonly<Record<Column, (grant: CustomerGrant, nowMs: number) => bigint | number>> = {
  // `sorted` compares the displayed names instead.
  source: () => 0,
  place: ({ position }) => position ?? Infinity,
  status: (grant, nowMs) => STANDINGS.indexOf(standingOf(grant, nowMs)),
  remaining: ({ remaining }) => millionths(remaining),
  used: ({ consumed }) => millionths(consumed),
  effective: ({ effectiveAt }) => Date.parse(effectiveAt),
  expires: ({ expiresAt }) => Date.parse(expiresAt ?? '') || Infinity,
  priority: ({ priority }) => priority,
};

/** Rows with equal keys keep the order of burning. */
export function sorted(
  grants: readonly CustomerGrant[],
  sorting: Sorting,
  nowMs: number,
  nameOf: (grant: CustomerGrant) => string,
  locale: string,
): readonly CustomerGrant[] {
  if (!sorting) return grants;
  const { column, isDescending } = sorting;
  const keyed = grants.map((grant) => ({ grant, name: nameOf(grant), key: KEYS[column](grant, nowMs) }));
  keyed.sort((a, b) => {
    const order =
      column === 'source' ? a.name.localeCompare(b.name, locale) : a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    return isDescending ? -order : order;
  });
  return keyed.map(({ grant }) => grant);
}
