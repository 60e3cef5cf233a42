import type { Head } from '../values/head.js';
import type { EventBody } from '../commands/event.js';
import type { Pricing } from '../usage/pricing.js';
import type { Ms } from '../values/refs.js';
import type { RefusedEvent, EventRecord } from '../usage/event-record.js';
import type { Command } from './registry.js';
import type { Refusal } from '../values/refusal.js';

/** Per customer and batch, so that a client that retries refused events cannot fill the table. */
const MOST_TRACES = 10;

/** @param priced `null` if the event was refused before it was priced */
export function eventRecordOf(command: Head & EventBody, priced: Pricing | null, nowMs: Ms): EventRecord {
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

export class RefusedEvents {
  readonly list: RefusedEvent[] = [];
  readonly #ofCustomer = new Map<string, number>();

  note(command: Command, { code, detail }: Refusal, priced: Pricing | null, nowMs: Ms): void {
    if (command.kind !== 'event' || command.key === null) return;
    const { id, customerId, key } = command;
    const traces = this.#ofCustomer.get(customerId) ?? 0;
    if (traces === MOST_TRACES) return;
    this.#ofCustomer.set(customerId, traces + 1);
    const report = eventRecordOf(command, priced, nowMs);
    this.list.push({ id, customerId, key: key.value, atMs: nowMs, report, refusal: { code, detail } });
  }
}
