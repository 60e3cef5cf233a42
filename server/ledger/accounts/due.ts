import { compareBurnOrder } from '../grants/burn-order.js';
import type { GrantDraft } from './open-grants.js';
import type { Ms } from '../values/refs.js';

/** The start or the end of a grant. */
export type Moment = { readonly grant: GrantDraft; readonly atMs: Ms; readonly isEnd: boolean };

/**
 * Every start and end that is due, in time order; one grant may have both. At one instant expiries come before
 * activations; among equals the burn order decides. Sorted once: an account may own thousands.
 */
export function dueMoments(grants: Iterable<GrantDraft>, nowMs: Ms): Moment[] {
  const moments: Moment[] = [];
  for (const grant of grants) {
    const { dueAtMs, expiresAtMs } = grant;
    if (dueAtMs === null || dueAtMs > nowMs) continue;
    if (grant.phase === 'scheduled') moments.push({ grant, atMs: dueAtMs, isEnd: false });
    if (expiresAtMs !== null && expiresAtMs <= nowMs) moments.push({ grant, atMs: expiresAtMs, isEnd: true });
  }
  return moments.sort(compareMoments);
}

function compareMoments(a: Moment, b: Moment): number {
  const endFirst = (moment: Moment) => (moment.isEnd ? 0 : 1);
  return a.atMs - b.atMs || endFirst(a) - endFirst(b) || compareBurnOrder(a.grant, b.grant);
}

/** The earlier of two instants, of which either may not exist. */
export function earlier(a: Ms | null, b: Ms | null): Ms | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}
