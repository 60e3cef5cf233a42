import type { Ms } from '../values/refs.js';
import type { Refusal } from '../values/refusal.js';

/** Excludes the dimensions, because they may contain personal data. */
export type EventRecord = {
  readonly occurredAtMs: Ms;
  readonly userId: string | null;
  readonly resourceId: string;
  readonly featureIds: readonly string[];
  readonly eventName: string | null;
};

/** A refused report that left its key unused. The customer id is unchecked: the customer may not exist. */
export type RefusedEvent = {
  readonly id: string;
  readonly customerId: string;
  readonly key: string;
  readonly atMs: Ms;
  readonly report: EventRecord;
  readonly refusal: Pick<Refusal, 'code' | 'detail'>;
};
