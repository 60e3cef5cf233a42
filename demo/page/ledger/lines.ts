import type { Balances, CustomerEntry, CustomerGrant } from 'drawdown/server';
import { sumOf } from '../../shared/amounts.js';
import { readOwn } from '../shared/requests.js';

export type Line = {
  /** The id of the oldest entry, so that the row keeps its id when newer entries join. */
  readonly id: string;
  readonly entry: CustomerEntry;
  readonly count: number;
  readonly delta: string;
  readonly pool: string;
  /** `null` if the entries belong to the overdraft. */
  readonly grant: CustomerGrant | 'several' | null;
};

type Page<T> = { readonly data: readonly T[]; readonly nextCursor: string | null };

const PAGE_SIZE = 100;
/** Enough pages for a batch of 500 entries and its neighbors. */
const MAX_PAGES = 8;
const FIRST_LINES = 40;
const MAX_GAP_MS = 1_000;

const cache = new Map<string, readonly CustomerEntry[]>();

export async function readLedger(): Promise<{ readonly lines: readonly Line[]; readonly pools: number }> {
  const [balances, grants] = await Promise.all([
    readOwn<Balances>('/customer/v1/balances'),
    readOwn<Page<CustomerGrant>>(`/customer/v1/grants?limit=${PAGE_SIZE}`),
  ]);
  const grantOf = new Map(grants.data.map((grant) => [grant.id, grant]));
  const pools = await Promise.all(
    balances.data.map(async ({ creditTypeId, name }) => linesOf(await readPool(creditTypeId), name, grantOf)),
  );
  return { lines: pools.flat().sort(byTime), pools: balances.data.length };
}

/** The ledger is append-only, so only entries newer than the cached ones are read. */
async function readPool(creditTypeId: string): Promise<readonly CustomerEntry[]> {
  const before = cache.get(creditTypeId);
  const newest = before?.[0]?.sequence ?? 0;
  const entries: CustomerEntry[] = [];
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const path = `/customer/v1/ledger?creditTypeId=${creditTypeId}&limit=${PAGE_SIZE}${cursor}`;
    const { data, nextCursor } = await readOwn<Page<CustomerEntry>>(path);
    const unread = data.filter(({ sequence }) => sequence > newest);
    entries.push(...unread);
    if (unread.length < data.length || nextCursor === null) break;
    if (!before) {
      // The oldest line may continue on the next page, so it is dropped.
      const runs = runsOf(entries);
      const cut = runs.length > 1 ? (runs.at(-1)?.length ?? 0) : 0;
      if (runs.length > FIRST_LINES || page === MAX_PAGES - 1) {
        entries.splice(entries.length - cut);
        break;
      }
    }
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  const all = [...entries, ...(before ?? [])];
  cache.set(creditTypeId, all);
  return all;
}

const byTime = (a: Line, b: Line): number =>
  b.entry.at.localeCompare(a.entry.at) || a.pool.localeCompare(b.pool) || b.entry.sequence - a.entry.sequence;

type Run = [CustomerEntry, ...CustomerEntry[]];

function runsOf(entries: readonly CustomerEntry[]): Run[] {
  const runs: Run[] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run && belongTogether(run.at(-1) ?? run[0], entry)) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function linesOf(entries: readonly CustomerEntry[], pool: string, grants: ReadonlyMap<string, CustomerGrant>): Line[] {
  return runsOf(entries).map((run) => {
    const [newest] = run;
    const sameGrant = run.every(({ grantId }) => grantId === newest.grantId);
    const used = run.map(({ delta }) => delta.replace('-', ''));
    return {
      id: (run.at(-1) ?? newest).id,
      entry: newest,
      count: run.length,
      delta: run.length === 1 ? newest.delta : `-${sumOf(used)}`,
      pool,
      grant: sameGrant ? (grants.get(newest.grantId ?? '') ?? null) : 'several',
    };
  });
}

const belongTogether = (newer: CustomerEntry, older: CustomerEntry): boolean =>
  newer.type === 'consumed' &&
  older.type === 'consumed' &&
  newer.featureId === older.featureId &&
  newer.userId === older.userId &&
  Date.parse(newer.at) - Date.parse(older.at) <= MAX_GAP_MS;
