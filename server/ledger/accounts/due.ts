import { compareBurnOrder } from '../grants/burn-order.js';
import type { GrantDraft } from './open-grants.js';
import type { Ms } from '../values/refs.js';

export type Moment = { readonly grant: GrantDraft; readonly atMs: Ms; readonly isEnd: boolean };

/**
 * All due starts and ends in time order; one grant may have both. At the same instant, expiries come before
 * activations, then the burn order decides. One sort for all, because an account may have thousands of grants.
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

export function earlier(a: Ms | null, b: Ms | null): Ms | null {
  if (a === null) return b;
  if (b === null) return a;
  return a < b ? a : b;
}
