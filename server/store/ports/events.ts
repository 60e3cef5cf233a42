import type { Result } from '../../ledger/commands/result.js';
import type { EventRecord } from '../../ledger/usage/event-record.js';
import type { Ms } from '../../ledger/values/refs.js';

/** A place in a list that is ordered by time, then by id. */
export type TimePlace = { readonly atMs: Ms; readonly id: string };

export type EventSearch = {
  /** A refused report may name a customer that does not exist. */
  readonly customerId: string;
  readonly featureId: string | null;
  readonly userId: string | null;
  readonly key: string | null;
  readonly outcome: 'charged' | 'refused' | null;
  /** Arrival times; `toMs` is excluded. */
  readonly fromMs: Ms | null;
  readonly toMs: Ms | null;
  readonly before: TimePlace | null;
  readonly limit: number;
};

export type ReportedEvent = {
  readonly id: string;
  readonly customerId: string;
  readonly key: string;
  readonly atMs: Ms;
  readonly report: EventRecord;
  readonly result: Result;
  /** `false` if the report was refused and its key is still unused. */
  readonly usedKey: boolean;
};

/** A page reads a bounded number of rows: it may have fewer events than the limit, and more may follow `next`. */
export type EventPage = { readonly events: readonly ReportedEvent[]; readonly next: TimePlace | null };

export interface Events {
  /** Newest first. */
  searchEvents(query: EventSearch): Promise<EventPage>;
  reportedEvent(id: string): Promise<ReportedEvent | null>;
  /** Deletes the traces of refused reports from before an instant, and all but the newest of each customer. */
  pruneRefusedEvents(beforeMs: Ms, mostPerCustomer: number): Promise<void>;
}
