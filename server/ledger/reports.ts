import type { Command, EventBody, Head, Ms, Refusal } from './protocol.js';
import type { Priced } from './pricing.js';

/** What an event reported, as searches show it: never its dimensions, which may say more of people than they should. */
export type Report = {
  readonly occurredAtMs: Ms;
  readonly userId: string | null;
  readonly resourceId: string;
  /** The feature that it names, or those that it matches. */
  readonly featureIds: readonly string[];
  readonly eventName: string | null;
};

/** The trace of a report whose refusal left its key unused. The customer is as it was sent: there may be none. */
export type RefusedReport = {
  readonly id: string;
  readonly customerId: string;
  readonly key: string;
  readonly atMs: Ms;
  readonly report: Report;
  readonly refusal: Pick<Refusal, 'code' | 'detail'>;
};

const QUARTER_MS: Ms = 900_000;

/** The quarter hour in which usage is counted. */
export const quarterOf = (atMs: Ms): Ms => atMs - (atMs % QUARTER_MS);

/** Of one customer and batch: a sender who is refused over and over fills nothing. */
const MOST_TRACES = 10;

/** What an event reported, as searches show it. @param priced null: it was refused before it could be priced */
export function reportOf(command: Head & EventBody, priced: Priced | null, nowMs: Ms): Report {
  const { usage, atMs, userId, resourceId } = command;
  const named = 'featureId' in usage ? [usage.featureId] : [];
  return {
    occurredAtMs: atMs ?? nowMs,
    userId,
    resourceId,
    featureIds: priced?.featureIds ?? named,
    eventName: 'eventName' in usage ? usage.eventName : null,
  };
}

/** The traces that refused reports leave in a batch (semantics: from usage to credits). */
export class RefusedReports {
  readonly list: RefusedReport[] = [];
  readonly #ofCustomer = new Map<string, number>();

  note(command: Command, { code, detail }: Refusal, priced: Priced | null, nowMs: Ms): void {
    if (command.kind !== 'event' || command.key === null) return;
    const { id, customerId, key } = command;
    const traces = this.#ofCustomer.get(customerId) ?? 0;
    if (traces === MOST_TRACES) return;
    this.#ofCustomer.set(customerId, traces + 1);
    const report = reportOf(command, priced, nowMs);
    this.list.push({ id, customerId, key: key.value, atMs: nowMs, report, refusal: { code, detail } });
  }
}
