import type { Balance } from '../../../server/contract/index.js';

const poolOf = ({ creditTypeId, resourceId }: Balance): string => `${creditTypeId} ${resourceId ?? ''}`;

const isBalance = (value: Balance | null): value is Balance =>
  typeof value === 'object' && typeof value?.creditTypeId === 'string' && typeof value.version === 'number';

/**
 * The newest known state of every pool. Each carries a version; an older or repeated one changes nothing, whatever the
 * order in which answers and events arrive.
 */
export class BalanceStore {
  private pools = new Map<string, Balance>();
  /** The same array until something changes; null before the first snapshot. */
  all: readonly Balance[] | null = null;

  /** Takes one pool; true when it was news. */
  put(balance: Balance): boolean {
    if (!this.keep(balance)) return false;
    this.all = [...this.pools.values()];
    return true;
  }

  /** Takes every pool at once; a pool that is no longer among them is gone. */
  putAll(balances: readonly Balance[], asOf: string): boolean {
    let news = this.all === null;
    for (const balance of balances) news = this.keep(balance) || news;
    const present = new Set(balances.map(poolOf));
    for (const [pool, { asOf: knownAsOf }] of this.pools) {
      if (!present.has(pool) && knownAsOf <= asOf) news = this.pools.delete(pool) || news;
    }
    if (news) this.all = [...this.pools.values()];
    return news;
  }

  clear(): void {
    this.pools.clear();
    this.all = null;
  }

  private keep(balance: Balance): boolean {
    if (!isBalance(balance)) return false;
    const known = this.pools.get(poolOf(balance));
    if (known && known.version >= balance.version) return false;
    this.pools.set(poolOf(balance), Object.freeze(balance));
    return true;
  }
}
