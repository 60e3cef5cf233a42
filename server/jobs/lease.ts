import type { Ms } from '../ledger/values/refs.js';
import type { Leases } from '../store/ports/leases.js';

/** How long a lease outlives a holder that died. */
export const LEASE_MS = 15_000;
/** A holder that misses two renewals in a row has time for a third. */
export const RENEW_MS = 5_000;

export type LeaseDeps = {
  readonly leases: Leases;
  /** Who this instance is, in a name that no other has. */
  readonly holder: string;
  readonly wallMs: () => Ms;
  /** Told what went wrong, once until it goes well again. */
  readonly onError: (error: unknown) => void;
};

export type Lease = {
  /** Asked of the clock alone: a process that slept past the end of its lease does not believe that it holds it. */
  isHeld(): boolean;
  /** Called once for each time that the lease is lost: to another, or because nobody could renew it. */
  onLost(listener: () => void): void;
  /** Lets go, and wants it no more. */
  release(): Promise<void>;
};

/** Wants a lease, from now on: takes it when it is free, and renews it while it is held. */
export function wantLease(name: string, { leases, holder, wallMs, onError }: LeaseDeps): Lease {
  let heldUntilMs: Ms | null = null;
  let lost: () => void = () => undefined;
  let isFailing = false;
  const isHeld = () => heldUntilMs !== null && wallMs() < heldUntilMs;

  const ask = async (): Promise<void> => {
    const askedAtMs = wallMs();
    try {
      const isOurs = await leases.acquireLease(name, holder, LEASE_MS, askedAtMs);
      if (isOurs) heldUntilMs = askedAtMs + LEASE_MS;
      else lose();
      isFailing = false;
    } catch (error) {
      if (!isFailing) onError(error);
      isFailing = true;
      if (!isHeld()) lose();
    }
  };
  const lose = () => {
    const hadIt = heldUntilMs !== null;
    heldUntilMs = null;
    if (hadIt) lost();
  };

  let asking: Promise<void> | null = null;
  const renew = () => {
    // A store that answers slowly is not asked twice at once.
    asking ??= ask().finally(() => (asking = null));
  };
  renew();
  const timer = setInterval(renew, RENEW_MS);
  timer.unref();
  return {
    isHeld,
    onLost: (listener) => (lost = listener),
    async release() {
      clearInterval(timer);
      await asking;
      const hadIt = heldUntilMs !== null;
      heldUntilMs = null;
      // Where it cannot be said, it ends by itself.
      if (hadIt) await leases.releaseLease(name, holder).catch(onError);
    },
  };
}
