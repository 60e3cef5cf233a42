import type { Ms } from '../../ledger/values/refs.js';

/** A lease lets one instance at a time do a job. It is held by name, for a limited time on the wall clock. */
export interface Leases {
  /**
   * Takes a lease that nobody holds at `nowMs`, or renews it for its holder.
   *
   * @param holder a name that no other instance has
   * @returns `true` if the lease is the holder's until `nowMs + ttlMs`
   */
  acquireLease(name: string, holder: string, ttlMs: number, nowMs: Ms): Promise<boolean>;
  /** Does nothing if another instance holds the lease. */
  releaseLease(name: string, holder: string): Promise<void>;
}
