import type { z } from '@hono/zod-openapi';
import {
  type EventBatch,
  type EventBatchResults,
  type EventReceipt,
  PROBLEMS,
  reportEvent,
  reportEvents,
} from '../../../contract/index.js';
import type { Decision } from '../../../engine/engine.js';
import type { Author } from '../../../ledger/values/refs.js';
import type { HttpDeps } from '../../context.js';
import { unexpected } from '../../mounting/errors.js';
import { type App, mount } from '../../mounting/mount.js';
import { done, invalid, type Rejection } from '../../mounting/rejection.js';
import { problemOf, rejectionOf } from '../../mounting/problem.js';
import { chargeView } from '../../../views/usage/charge.js';
import { eventCommand } from './event-command.js';

export function mountEvents(app: App, deps: HttpDeps): void {
  mount(app, deps, reportEvent, async ({ body, author }) => {
    return { status: 200, data: receipt(await deps.engine.submit(eventCommand(body, author, deps))) };
  });

  mount(app, deps, reportEvents, async ({ body, author }) => {
    return { status: 200, data: { results: await reportAll(body.events, author, deps) } };
  });
}

type Items = z.output<typeof EventBatch>['events'];
type Result = EventBatchResults['results'][number];

/** Submits all events at once, so that they share the engine's batches. */
async function reportAll(items: Items, author: Author, deps: HttpDeps): Promise<Result[]> {
  const answers = await Promise.allSettled(items.map((item) => reportOne(item, author, deps)));
  const rejections = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [rejectionFor(answer.reason, deps)] : [],
  );
  const [first] = rejections;
  // If the server accepted no event, the whole request fails, so that clients see the status and `Retry-After`.
  if (first && rejections.length === items.length && rejections.every(isOfTheServer)) throw first;
  return answers.map((answer) =>
    answer.status === 'fulfilled' ? answer.value : problemOf(rejections.shift() ?? unexpected(), author.requestId),
  );
}

async function reportOne(item: Items[number], author: Author, deps: HttpDeps): Promise<EventReceipt> {
  if (!item.success) throw invalid(item.error.issues);
  return receipt(await deps.engine.submit(eventCommand(item.data, author, deps)));
}

function rejectionFor(error: unknown, { logger }: HttpDeps): Rejection {
  const rejection = rejectionOf(error);
  if (!rejection) logger.error({ err: error }, 'an event of a batch failed unexpectedly');
  return rejection ?? unexpected();
}

const isOfTheServer = ({ code }: Rejection) => PROBLEMS[code].status === 503;

function receipt(outcome: Decision): EventReceipt {
  const { answer, commandId, duplicate } = done(outcome);
  if (answer.kind !== 'event') throw new Error(`an event was answered with ${answer.kind}`);
  return {
    eventId: commandId,
    duplicate,
    charges: answer.charges.map(chargeView),
    unrated: [...answer.unrated],
  };
}
