import { getEvent, listEntries, listEvents } from '../../../contract/index.js';
import { sequenceCursor, timeCursor } from '../../mounting/cursors.js';
import type { HttpDeps } from '../../context.js';
import { cursorInto } from '../../mounting/list.js';
import { type App, mount } from '../../mounting/mount.js';
import { notFound } from '../../mounting/rejection.js';
import { type LedgerCursor, receiptView, reportedEventView } from '../../../views/usage/event.js';

const ledgerCursor: LedgerCursor = (customerId, filters, sequence) =>
  cursorInto(listEntries.path, { id: customerId }, filters, sequenceCursor.write({ sequence }));

export function mountEventLog(app: App, deps: HttpDeps): void {
  const { store } = deps;

  mount(app, deps, listEvents, async ({ query }) => {
    const { events, next } = await store.searchEvents({
      customerId: query.customerId,
      featureId: query.featureId ?? null,
      userId: query.userId ?? null,
      key: query.key ?? null,
      outcome: query.outcome ?? null,
      fromMs: query.from ?? null,
      toMs: query.to ?? null,
      before: timeCursor.read(query.cursor),
      limit: query.limit,
    });
    return {
      status: 200,
      data: { data: events.map(reportedEventView), nextCursor: next && timeCursor.write(next) },
    };
  });

  mount(app, deps, getEvent, async ({ params }) => {
    const event = await store.reportedEvent(params.eventId);
    if (!event) throw notFound('event', params.eventId);
    return { status: 200, data: receiptView(event, ledgerCursor) };
  });
}
