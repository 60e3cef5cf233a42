import type { Command } from './registry.js';
import type { AccountRef, Ms } from '../values/refs.js';
import type { Outcome, Result } from '../commands/result.js';
import type { RefusedEvent, EventRecord } from '../usage/event-record.js';
import type { Account } from '../accounts/account.js';
import type { Grant } from '../grants/grant.js';
import type { Entry } from '../accounts/entry.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { UsageRow } from '../usage/usage.js';

/** A key that is used from now on. `report`: of an event. */
export type CommandRecord = {
  readonly command: Command;
  readonly atMs: Ms;
  readonly result: Result;
  readonly report: EventRecord | null;
};

/** Everything a batch changed; each account, grant and usage row once, in its final state. */
export type Changes = {
  readonly accounts: readonly Account[];
  readonly newGrants: readonly Grant[];
  /** Earlier grants of which only figures and state changed. */
  readonly grants: readonly Grant[];
  /** Earlier grants of which the terms changed as well: amount, dates, priority, payment, … */
  readonly editedGrants: readonly Grant[];
  readonly entries: readonly Entry[];
  readonly subscriptions: readonly Subscription[];
  readonly usage: readonly UsageRow[];
  readonly commands: readonly CommandRecord[];
  readonly refusedEvents: readonly RefusedEvent[];
};

export type BatchDecision =
  | { readonly outcomes: readonly Outcome[]; readonly changes: Changes }
  /** These accounts ran past their loaded grants: load more and decide again. */
  | { readonly short: readonly AccountRef[] };
