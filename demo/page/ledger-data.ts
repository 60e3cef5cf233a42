import type { Balances, CustomerEntry, CustomerGrant } from 'drawdown/server';
import { readOwn } from './backend.js';
import { sumOf } from './decimal.js';

/** A row of the page's ledger: an entry, or several that one piece of work wrote in one go. */
export type Line = {
  /** Of the oldest of its entries, so that it stays while others join it. */
  readonly id: string;
  /** The newest. */
  readonly entry: CustomerEntry;
  readonly count: number;
  /** Of all of them: a decimal string. */
  readonly delta: string;
  readonly pool: string;
  /** What they burned or made; null: the overdraft. */
  readonly grant: CustomerGrant | 'several' | null;
};

type Page<T> = { readonly data: readonly T[]; readonly nextCursor: string | null };

/** As many as one request gives. */
const MOST = 100;
/** What comes in one go at most: a batch of 500, and what is around it. */
const MOST_PAGES = 8;
/** So many lines are enough to begin with. */
const ENOUGH_LINES = 40;
/** Entries of one piece of work are not further apart. */
const GO_MS = 1_000;

/** The newest entries of each pool that were read, newest first. */
const known = new Map<string, readonly CustomerEntry[]>();

/** The newest lines of every pool, newest first, and how many pools there are. @throws Error */
export async function readLedger(): Promise<{ readonly lines: readonly Line[]; readonly pools: number }> {
  const [balances, grants] = await Promise.all([
    readOwn<Balances>('/customer/v1/balances'),
    readOwn<Page<CustomerGrant>>(`/customer/v1/grants?limit=${MOST}`),
  ]);
  const grantOf = new Map(grants.data.map((grant) => [grant.id, grant]));
  const pools = await Promise.all(
    balances.data.map(async ({ creditTypeId, name }) => linesOf(await readPool(creditTypeId), name, grantOf)),
  );
  return { lines: pools.flat().sort(byTime), pools: balances.data.length };
}

/** The entries of a pool that were known, with those that are new. The ledger only ever grows. */
async function readPool(creditTypeId: string): Promise<readonly CustomerEntry[]> {
  const before = known.get(creditTypeId);
  const newest = before?.[0]?.sequence ?? 0;
  const entries: CustomerEntry[] = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const path = `/customer/v1/ledger?creditTypeId=${creditTypeId}&limit=${MOST}${cursor}`;
    const { data, nextCursor } = await readOwn<Page<CustomerEntry>>(path);
    const unknown = data.filter(({ sequence }) => sequence > newest);
    entries.push(...unknown);
    if (unknown.length < data.length || nextCursor === null) break;
    if (!before) {
      // The last line may go on in what is not read: it is left for whoever asks for all of the ledger.
      const runs = runsOf(entries);
      const cut = runs.length > 1 ? (runs.at(-1)?.length ?? 0) : 0;
      if (runs.length > ENOUGH_LINES || page === MOST_PAGES - 1) {
        entries.splice(entries.length - cut);
        break;
      }
    }
    cursor = `&cursor=${encodeURIComponent(nextCursor)}`;
  }
  const all = [...entries, ...(before ?? [])];
  known.set(creditTypeId, all);
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

/** Whether two neighbours were used for the same, by the same, in one go. */
const belongTogether = (newer: CustomerEntry, older: CustomerEntry): boolean =>
  newer.type === 'consumed' &&
  older.type === 'consumed' &&
  newer.featureId === older.featureId &&
  newer.userId === older.userId &&
  Date.parse(newer.at) - Date.parse(older.at) <= GO_MS;
