import type { ActorRef } from '../values/refs.js';
import type { Grant } from '../grants/grant.js';
import type { TermChanges } from '../grants/term-changes.js';

export type Cause = {
  readonly source: { readonly type: string; readonly id: string };
  readonly actor: ActorRef;
  readonly featureId?: string;
  readonly userId?: string | null;
  readonly eventId?: string;
  readonly planId?: string | null;
  readonly planVersion?: number | null;
  readonly reason?: string | null;
  readonly changes?: TermChanges | null;
};

const SYSTEM: ActorRef = { type: 'system', id: 'drawdown' };
/** The cause of a start or an expiry, whose actor is the system. */
export const causeOf = (grant: Grant): Cause => ({ source: { type: 'grant', id: grant.id }, actor: SYSTEM });
