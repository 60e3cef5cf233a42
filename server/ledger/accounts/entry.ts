import type { TermChanges } from '../grants/term-changes.js';
import type { AccountRef, ActorRef, Micro, Ms } from '../values/refs.js';

export type EntryType = 'granted' | 'activated' | 'consumed' | 'expired' | 'voided' | 'repaid' | 'adjusted' | 'updated';

export type Entry = {
  readonly account: AccountRef;
  readonly seq: number;
  readonly atMs: Ms;
  readonly type: EntryType;
  readonly grantId: string | null;
  readonly delta: Micro;
  readonly before: Micro;
  readonly after: Micro;
  readonly source: { readonly type: string; readonly id: string };
  readonly actor: ActorRef;
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly eventId: string | null;
  readonly planId: string | null;
  readonly planVersion: number | null;
  readonly reason: string | null;
  /** The terms of the grant that the entry changed; `null` if it changed none, or was written by an older version. */
  readonly changes: TermChanges | null;
};
