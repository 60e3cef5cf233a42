import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import type { Ms } from '../../../ledger/values/refs.js';
import { inRange, notBefore, OPERATION, reportConditions } from '../../common/conditions/events.js';
import { keptEvent, mergeSources, MOST_READ, refusedEvent, type Source } from '../../common/ports/events.js';
import type { Events, EventSearch, TimePlace } from '../../ports/events.js';
import type { Sync } from '../../ports/sync.js';
import type { Connection } from '../driver/connection.js';
import { commands, refusedEvents } from '../schema.js';

type Log = typeof commands | typeof refusedEvents;

const filters = (log: Log, { featureId, userId }: EventSearch): SQL | undefined =>
  and(
    userId === null ? undefined : eq(log.userId, userId),
    featureId === null ? undefined : sql`instr(',' || ${log.featureIds} || ',', ${`,${featureId},`}) > 0`,
  );

export function events({ db, driver }: Connection): Sync<Events> {
  const pruneOld = driver.prepare('DELETE FROM refused_events WHERE at_ms < ?');
  const pruneMany = driver.prepare(`DELETE FROM refused_events WHERE (customer_id, at_ms, id) IN (
  SELECT customer_id, at_ms, id FROM (
    SELECT customer_id, at_ms, id, row_number() OVER (PARTITION BY customer_id ORDER BY at_ms DESC, id DESC) AS place
    FROM refused_events
  ) AS placed WHERE place > ?
)`);
  const prune = driver.transaction((beforeMs: Ms, mostPerCustomer: number): void => {
    pruneOld.run(beforeMs);
    pruneMany.run(mostPerCustomer);
  });

  return {
    searchEvents: (query) => mergeSources([kept(query), refused(query)], query),

    reportedEvent(id) {
      const row = db
        .select()
        .from(commands)
        .where(and(eq(commands.id, id), eq(commands.operation, OPERATION)))
        .get();
      if (row) return keptEvent(row);
      const trace = db.select().from(refusedEvents).where(eq(refusedEvents.id, id)).get();
      return trace ? refusedEvent(trace) : null;
    },

    pruneRefusedEvents: prune.immediate,
  };

  function edgeOf(log: Log, query: EventSearch): TimePlace | null {
    const place = { atMs: log.atMs, id: log.id };
    const ordered = db.select(place).from(log).where(inRange(log, query)).orderBy(desc(log.atMs), desc(log.id));
    return (
      ordered
        .limit(1)
        .offset(MOST_READ - 1)
        .get() ?? null
    );
  }

  function kept(query: EventSearch): Source {
    const { key, limit } = query;
    // A key has an index of its own.
    const edge = key === null ? edgeOf(commands, query) : null;
    const rows = db
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
      .limit(limit + 1)
      .all();
    return { events: rows.map(keptEvent), edge };
  }

  function refused(query: EventSearch): Source {
    const { key, outcome, limit } = query;
    if (outcome === 'charged') return { events: [], edge: null };
    const edge = edgeOf(refusedEvents, query);
    const rows = db
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
      .limit(limit + 1)
      .all();
    return { events: rows.map(refusedEvent), edge };
  }
}
