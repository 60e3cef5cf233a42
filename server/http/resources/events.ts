import type { z } from '@hono/zod-openapi';
import { type EventReceipt, type NewEvent, reportEvent } from '../../contract/index.js';
import type { Decided } from '../../engine/engine.js';
import { parseAmount } from '../../ledger/amount.js';
import type { Usage } from '../../ledger/protocol.js';
import type { HttpDeps } from '../deps.js';
import { commandKey } from '../idempotency.js';
import { newId } from '../ids.js';
import { type App, mount } from '../mount.js';
import { done } from '../problems.js';

const DAY_MS = 86_400_000;

type Report = z.output<typeof NewEvent>;

export function mountEvents(app: App, deps: HttpDeps): void {
  mount(app, deps, reportEvent, async ({ body, author }) => {
    const { idempotencyKey, ...request } = body;
    const outcome = await deps.engine.submit({
      kind: 'event',
      id: newId('evt'),
      customerId: body.customerId,
      key: commandKey('events', idempotencyKey, request),
      cause: null,
      ...author,
      usage: usageOf(body),
      atMs: body.timestamp ?? null,
      userId: userOf(body) ?? null,
      resourceId: body.resourceId ?? '',
      enforce: body.enforce ?? false,
      maxAgeMs: deps.eventWindowDays * DAY_MS,
    });
    return { status: 200, data: receipt(outcome) };
  });
}

const userOf = (report: Report): string | undefined => report.userId ?? report.dimensions?.['userId'];

/** The user is a dimension too, wherever in the report it stands. */
function usageOf(report: Report): Usage {
  const { featureId, quantity = '1', eventName, dimensions } = report;
  if (featureId !== undefined) return { featureId, quantity: parseAmount(quantity) };
  if (eventName === undefined) throw new Error('a report names a feature or an event');
  const userId = userOf(report);
  return { eventName, dimensions: { ...dimensions, ...(userId !== undefined && { userId }) } };
}

function receipt(outcome: Decided): EventReceipt {
  const { answer, commandId, duplicate } = done(outcome);
  if (answer.kind !== 'event') throw new Error(`an event was answered with ${answer.kind}`);
  return {
    eventId: commandId,
    duplicate,
    charges: answer.charges.map((charge) => ({ ...charge, allocations: [...charge.allocations] })),
    unrated: [...answer.unrated],
  };
}
