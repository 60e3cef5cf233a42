import type { z } from '@hono/zod-openapi';
import type { NewEvent, SupposedEvent } from '../../../contract/index.js';
import { parseAmount } from '../../../ledger/values/amount.js';
import { DAY_MS, type Author } from '../../../ledger/values/refs.js';
import type { Command } from '../../../ledger/batch/registry.js';
import type { EventBody } from '../../../ledger/commands/event.js';
import type { Head } from '../../../ledger/values/head.js';
import type { Usage } from '../../../ledger/usage/usage.js';
import type { HttpDeps } from '../../context.js';
import { commandKey } from '../../mounting/idempotency.js';
import { newId } from '../../../engine/ids.js';

type Report = z.output<typeof NewEvent>;
type EventInput = z.output<typeof SupposedEvent>;

export function eventCommand(report: Report, author: Author, deps: HttpDeps): Command {
  const key = commandKey('events', report.idempotencyKey, meaningOf(report));
  return command(report, author, deps, key, report.enforce ?? false);
}

/** The report in one spelling: without defaults, and with the user beside the dimensions. */
function meaningOf({ idempotencyKey: _key, quantity, enforce, dimensions, ...report }: Report) {
  const userId = userOf({ ...report, dimensions });
  const { userId: _user, ...others } = dimensions ?? {};
  return {
    ...report,
    ...(quantity !== '1' && { quantity }),
    ...(enforce === true && { enforce }),
    ...(Object.keys(others).length > 0 && { dimensions: others }),
    ...(userId !== undefined && { userId }),
  };
}

export const supposedCommand = (report: EventInput, author: Author, deps: HttpDeps, enforce: boolean): Command =>
  command(report, author, deps, null, enforce);

function command(
  report: EventInput,
  author: Author,
  { eventWindowDays }: HttpDeps,
  key: Head['key'],
  enforce: boolean,
): Head & EventBody {
  return {
    kind: 'event',
    id: newId('evt'),
    customerId: report.customerId,
    key,
    cause: null,
    actor: author.actor,
    requestId: author.requestId,
    usage: usageOf(report),
    atMs: report.timestamp ?? null,
    userId: userOf(report) ?? null,
    resourceId: report.resourceId ?? '',
    enforce,
    maxAgeMs: eventWindowDays * DAY_MS,
  };
}

const userOf = (report: Pick<EventInput, 'userId' | 'dimensions'>): string | undefined =>
  report.userId ?? report.dimensions?.['userId'];

/** Meters can filter by user, so the user is added to the dimensions. */
function usageOf(report: EventInput): Usage {
  const { featureId, quantity = '1', eventName, dimensions } = report;
  if (featureId !== undefined) return { featureId, quantity: parseAmount(quantity) };
  if (eventName === undefined) throw new Error('a report names a feature or an event');
  const userId = userOf(report);
  return { eventName, dimensions: { ...dimensions, ...(userId !== undefined && { userId }) } };
}
