import type { Ms } from '../ledger/values/refs.js';
import type { Leases } from '../store/ports/leases.js';

/** A lease of a crashed holder expires after this time. */
export const LEASE_MS = 15_000;
/** Allows two failed renewals in a row before the lease expires. */
export const RENEW_MS = 5_000;

export type LeaseDeps = {
  readonly leases: Leases;
  readonly holder: string;
  readonly wallMs: () => Ms;
  readonly onError: (error: unknown) => void;
};

export type Lease = {
  /** Depends on the clock only, so that a process that slept past the end of its lease does not use it. */
  isHeld(): boolean;
  /** Called each time the lease is lost, to another instance or by failed renewals. */
  onLost(listener: () => void): void;
  release(): Promise<void>;
};

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
    // Skips a renewal while the store still answers the previous one.
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
      // If the release fails, the lease expires on its own.
      if (hadIt) await leases.releaseLease(name, holder).catch(onError);
    },
  };
}
