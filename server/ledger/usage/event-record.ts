import type { Ms } from '../values/refs.js';
import type { Refusal } from '../values/refusal.js';

/** What an event reported, as searches show it: never its dimensions, which may say more of people than they should. */
export type EventRecord = {
  readonly occurredAtMs: Ms;
  readonly userId: string | null;
  readonly resourceId: string;
  /** The feature that it names, or those that it matches. */
  readonly featureIds: readonly string[];
  readonly eventName: string | null;
};

/** The trace of a report whose refusal left its key unused. The customer is as it was sent: there may be none. */
export type RefusedEvent = {
  readonly id: string;
  readonly customerId: string;
  readonly key: string;
  readonly atMs: Ms;
  readonly report: EventRecord;
  readonly refusal: Pick<Refusal, 'code' | 'detail'>;
};
