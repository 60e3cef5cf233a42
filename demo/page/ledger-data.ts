import type { Balances, CustomerEntry, CustomerGrant } from 'drawdown/server';
import { readOwn } from './backend.js';

/** An entry with the names that the ledger has ids for. */
export type Line = { readonly id: string; readonly entry: CustomerEntry; readonly pool: string; readonly grant: Grant };
type Grant = CustomerGrant | null;
type Page<T> = { readonly data: readonly T[] };

/** As many as one request gives. */
const MOST = 100;

const byTime = (a: Line, b: Line): number =>
  b.entry.at.localeCompare(a.entry.at) || a.pool.localeCompare(b.pool) || b.entry.sequence - a.entry.sequence;

/** The newest entries of every pool, newest first, and how many pools there are. @throws Error */
export async function readLedger(): Promise<{ readonly lines: readonly Line[]; readonly pools: number }> {
  const [balances, grants] = await Promise.all([
    readOwn<Balances>('/customer/v1/balances'),
    readOwn<Page<CustomerGrant>>(`/customer/v1/grants?limit=${MOST}`),
  ]);
  const grantOf = new Map(grants.data.map((grant) => [grant.id, grant]));
  const pages = await Promise.all(
    balances.data.map(async ({ creditTypeId, name }) => {
      const page = await readOwn<Page<CustomerEntry>>(`/customer/v1/ledger?creditTypeId=${creditTypeId}&limit=${MOST}`);
      return page.data.map((entry) => ({
        id: entry.id,
        entry,
        pool: name,
        grant: grantOf.get(entry.grantId ?? '') ?? null,
      }));
    }),
  );
  return { lines: pages.flat().sort(byTime), pools: balances.data.length };
}
