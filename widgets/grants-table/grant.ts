import type { CustomerGrant } from '../../server/contract/index.js';
import { millionths } from '../kit/format/decimal.js';

/** What expires within this time is marked. */
const SOON_MS = 7 * 86_400_000;

/** A grant's status as it is shown: one that is active and ends soon has a status of its own. */
export type Standing = CustomerGrant['status'] | 'expiring';

/** In the order in which a reader cares. */
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

/** `nowMs` is the server's. */
export function standingOf({ status, expiresAt }: CustomerGrant, nowMs: number): Standing {
  const soon = status === 'active' && Date.parse(expiresAt ?? '') - nowMs <= SOON_MS;
  return soon ? 'expiring' : status;
}

/** Its credits are still to arrive. */
export const isWaiting = ({ status }: CustomerGrant): boolean => status === 'scheduled' || status === 'pending';

/** What is left of grants that expire soon, in millionths. */
export const expiringSoon = (grants: readonly CustomerGrant[], nowMs: number): bigint =>
  grants.reduce((sum, grant) => sum + (standingOf(grant, nowMs) === 'expiring' ? millionths(grant.remaining) : 0n), 0n);

export const COLUMNS = ['place', 'source', 'status', 'remaining', 'used', 'effective', 'expires', 'priority'] as const;
export type Column = (typeof COLUMNS)[number];

/** Columns that are hidden unless the page names them. */
const OPTIONAL: readonly Column[] = ['place', 'used', 'priority'];

/** The columns of a table, of which the page may name the optional ones. */
export function columnsOf(asked: string | null | undefined): Column[] {
  const named = (typeof asked === 'string' ? asked : '').split(/[\s,]+/);
  return COLUMNS.filter((column) => !OPTIONAL.includes(column) || named.includes(column));
}

/** How rows are sorted; none is as they will be spent. */
export type Sorting = { readonly column: Column; readonly isDescending: boolean } | null;

/** `expires`, or `-expires` for the other way round; null for what is no column. */
export function sortingOf(asked: string | null | undefined): Sorting {
  const [, minus, name] = /^(-?)(\w+)$/.exec(asked ?? '') ?? [];
  const column = COLUMNS.find((known) => known === name);
  return column ? { column, isDescending: minus === '-' } : null;
}

/** What a press on the header of a column asks for: up, down, and back to the order in which they are spent. */
export function nextSorting(now: Sorting, column: Column): string {
  if (now?.column !== column) return column;
  return now.isDescending ? '' : `-${column}`;
}

/** What a column compares. */
const KEYS: Readonly<Record<Column, (grant: CustomerGrant, nowMs: number) => bigint | number>> = {
  // By its text; see below.
  source: () => 0,
  place: ({ position }) => position ?? Infinity,
  status: (grant, nowMs) => STANDINGS.indexOf(standingOf(grant, nowMs)),
  remaining: ({ remaining }) => millionths(remaining),
  used: ({ consumed }) => millionths(consumed),
  effective: ({ effectiveAt }) => Date.parse(effectiveAt),
  expires: ({ expiresAt }) => Date.parse(expiresAt ?? '') || Infinity,
  priority: ({ priority }) => priority,
};

/** Rows in another order; those that a column does not tell apart stay in the order in which they are spent. */
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
