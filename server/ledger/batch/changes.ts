import type { Command } from './registry.js';
import type { Shortage } from '../accounts/open-grants.js';
import type { Ms } from '../values/refs.js';
import type { Outcome, Result } from '../commands/result.js';
import type { RefusedEvent, EventRecord } from '../usage/event-record.js';
import type { Account } from '../accounts/account.js';
import type { Grant } from '../grants/grant.js';
import type { Entry } from '../accounts/entry.js';
import type { Subscription } from '../subscriptions/subscription.js';
import type { UsageRow } from '../usage/usage.js';

export type CommandRecord = {
  readonly command: Command;
  readonly atMs: Ms;
  readonly result: Result;
  readonly report: EventRecord | null;
};

/** An outside cause and the command that it led to. */
export type CauseRecord = { readonly customerId: string; readonly cause: string; readonly commandId: string };

/** All changes of a batch. Each account, grant and usage row appears once, in its final state. */
export type Changes = {
  readonly accounts: readonly Account[];
  readonly newGrants: readonly Grant[];
  /** Existing grants with changed figures or state, but unchanged terms. */
  readonly grants: readonly Grant[];
  /** Existing grants with changed terms: amount, dates, priority, payment and so on. */
  readonly editedGrants: readonly Grant[];
  readonly entries: readonly Entry[];
  readonly subscriptions: readonly Subscription[];
  readonly usage: readonly UsageRow[];
  readonly commands: readonly CommandRecord[];
  /** A cause that a command released leads to its new command. */
  readonly causes: readonly CauseRecord[];
  readonly refusedEvents: readonly RefusedEvent[];
};

export type BatchDecision =
  | { readonly outcomes: readonly Outcome[]; readonly changes: Changes }
  /** The decision needs more of some accounts. Load it and decide again. */
  | { readonly short: readonly Shortage[] };
