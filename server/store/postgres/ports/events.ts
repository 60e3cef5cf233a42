import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Ms } from '../../../ledger/values/refs.js';
import { inRange, notBefore, OPERATION, reportConditions } from '../../common/conditions/events.js';
import { keptEvent, mergeSources, MOST_READ, refusedEvent, type Source } from '../../common/ports/events.js';
import type { Events, EventPage, EventSearch, ReportedEvent, TimePlace } from '../../ports/events.js';
import { type Connection, type OnConnection, together } from '../driver/connection.js';
import { commands, refusedEvents } from '../schema.js';

type Log = typeof commands | typeof refusedEvents;

const filters = (log: Log, { featureId, userId }: EventSearch): SQL | undefined =>
  and(
    userId === null ? undefined : eq(log.userId, userId),
    featureId === null ? undefined : sql`strpos(',' || ${log.featureIds} || ',', ${`,${featureId},`}) > 0`,
  );

export const events: OnConnection<Events> = { searchEvents, reportedEvent, pruneRefusedEvents };

async function searchEvents(connection: Connection, query: EventSearch): Promise<EventPage> {
  return mergeSources(await together([kept(connection, query), refused(connection, query)]), query);
}

async function reportedEvent({ db }: Connection, id: string): Promise<ReportedEvent | null> {
  const [row] = await db
    .select()
    .from(commands)
    .where(and(eq(commands.id, id), eq(commands.operation, OPERATION)));
  if (row) return keptEvent(row);
  const [trace] = await db.select().from(refusedEvents).where(eq(refusedEvents.id, id));
  return trace ? refusedEvent(trace) : null;
}

const PRUNE_OLD = 'DELETE FROM refused_events WHERE at_ms < $1';
const PRUNE_MANY = `DELETE FROM refused_events WHERE (customer_id, at_ms, id) IN (
  SELECT customer_id, at_ms, id FROM (
    SELECT customer_id, at_ms, id, row_number() OVER (PARTITION BY customer_id ORDER BY at_ms DESC, id DESC) AS place
    FROM refused_events
  ) AS placed WHERE place > $1
)`;

async function pruneRefusedEvents({ client }: Connection, beforeMs: Ms, mostPerCustomer: number) {
  await client.query(PRUNE_OLD, [beforeMs]);
  await client.query(PRUNE_MANY, [mostPerCustomer]);
}

async function edgeOf({ db }: Connection, log: Log, query: EventSearch): Promise<TimePlace | null> {
  const place = { atMs: log.atMs, id: log.id };
  const ordered = db.select(place).from(log).where(inRange(log, query)).orderBy(desc(log.atMs), desc(log.id));
  const [edge] = await ordered.limit(1).offset(MOST_READ - 1);
  return edge ?? null;
}

async function kept(connection: Connection, query: EventSearch): Promise<Source> {
  const { key, limit } = query;
  // A key has an index of its own.
  const edge = key === null ? await edgeOf(connection, commands, query) : null;
  const rows = await connection.db
    .select()
    .from(commands)
    .where(
      and(
        inRange(commands, query),
        notBefore(commands, edge),
        filters(commands, query),
        reportConditions(commands, query),
      ),
    )
    .orderBy(desc(commands.atMs), desc(commands.id))
    .limit(limit + 1);
  return { events: rows.map(keptEvent), edge };
}

async function refused(connection: Connection, query: EventSearch): Promise<Source> {
  const { key, outcome, limit } = query;
  if (outcome === 'charged') return { events: [], edge: null };
  const edge = await edgeOf(connection, refusedEvents, query);
  const rows = await connection.db
    .select()
    .from(refusedEvents)
    .where(
      and(
        inRange(refusedEvents, query),
        notBefore(refusedEvents, edge),
        filters(refusedEvents, query),
        key === null ? undefined : eq(refusedEvents.key, key),
      ),
    )
    .orderBy(desc(refusedEvents.atMs), desc(refusedEvents.id))
    .limit(limit + 1);
  return { events: rows.map(refusedEvent), edge };
}
