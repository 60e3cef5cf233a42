import type { Grant } from './grant.js';
import type { Micro } from '../values/refs.js';

export function isOpen(grant: Grant): boolean {
  return grant.phase === 'active' && grant.remaining > 0n;
}

export function isWaiting(grant: Grant): boolean {
  return grant.phase === 'pending' || grant.phase === 'scheduled';
}

/** The credits that cannot be taken back: used, or set aside by holds. */
export function spoken(grant: Grant): Micro {
  return grant.amount - grant.remaining + grant.reserved;
}
