import type { Grant } from './grant.js';
import type { Micro } from '../values/refs.js';

/** Active, with something left. */
export function isOpen(grant: Grant): boolean {
  return grant.phase === 'active' && grant.remaining > 0n;
}

/** It is there, but nothing of it has arrived: it waits for its payment or its time. */
export function isWaiting(grant: Grant): boolean {
  return grant.phase === 'pending' || grant.phase === 'scheduled';
}

/** What can no longer be taken back: used, or set aside for work in flight. */
export function spoken(grant: Grant): Micro {
  return grant.amount - grant.remaining + grant.reserved;
}
