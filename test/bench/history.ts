import type { Engine } from '../../dist/server/engine/engine.js';
import { NO_ENTRY_FILTER } from '../../dist/server/store/ports/entries.js';
import type { Store } from '../../dist/server/store/ports/store.js';
import type { UsageQuery } from '../../dist/server/store/ports/usage.js';
import { eventCommands, withLedger } from './ledger.js';
import { compare, type Comparison, rate } from './rounds.js';

const FEW = 10_000;
const MANY = 1_000_000;
const EVENTS = 20_000;
const READS = 300;
/** Commands are submitted in chunks, because holding a million of them in memory would distort the measurement. */
const CHUNK = 20_000;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
/** Both ledgers spread their usage over the same quarter hours, so that only the number of entries differs. */
const QUARTERS = 500;

type Ledger = { readonly engine: Engine; readonly store: Store };

export async function benchHistory(rounds: number): Promise<Comparison[]> {
  return withLedger((few) =>
    withLedger(async (many) => {
      await fill(few, FEW);
      await fill(many, MANY);
      const name = (what: string) => `${what} at ${MANY.toLocaleString('en')} entries ÷ at ${FEW.toLocaleString('en')}`;
      const page = { name: name('Ledger page of 20'), unit: 'pages/s', reach: 0.67, rounds };
      const usage = { name: name('Usage of 90 days by day and feature'), unit: 'queries/s', reach: 0.67, rounds };
      const ingest = {
        name: `Batch ingest over 20 customers a batch, into ${MANY.toLocaleString('en')} entries ÷ into an empty ledger`,
        ...{ unit: 'events/s', reach: 0.55, rounds },
      };
      return [
        await compare(page, { ours: () => readPages(many), limit: () => readPages(few) }),
        await compare(usage, { ours: () => readUsage(many), limit: () => readUsage(few) }),
        await compare(ingest, { ours: () => ingested(many), limit: () => withLedger(ingested) }),
      ];
    }),
  );
}

async function fill({ engine }: Ledger, count: number): Promise<void> {
  const nowMs = Date.now();
  for (let done = 0; done < count; done += CHUNK) {
    const commands = eventCommands(Math.min(CHUNK, count - done)).map((command, index) => ({
      ...command,
      userId: null,
      // Twenty customers take turns; each cycles through the quarter hours of a month.
      atMs: nowMs - ((((done + index) / 20) | 0) % QUARTERS) * 6 * QUARTER_MS,
    }));
    await Promise.all(commands.map((command) => engine.submit(command)));
  }
}

const account = { customerId: 'customer-0', creditTypeId: 'tokens', resourceId: '' };

function readPages({ store }: Ledger): Promise<number> {
  const toMs = Date.now() - 1_000;
  const page = {
    account,
    filter: NO_ENTRY_FILTER,
    fromMs: null,
    toMs,
    order: 'desc',
    afterSeq: null,
    limit: 20,
  } as const;
  return rate(READS, async () => {
    for (let count = 0; count < READS; count += 1) await store.entries(page);
  });
}

function readUsage({ store }: Ledger): Promise<number> {
  const toMs = Math.ceil(Date.now() / DAY_MS) * DAY_MS;
  const bounds = Array.from({ length: 91 }, (_, day) => toMs - (90 - day) * DAY_MS);
  const query: UsageQuery = {
    ...{ account, featureId: null, userId: null, bounds, mostSeries: 100 },
    groupBy: 'feature',
    previousFromMs: toMs - 180 * DAY_MS,
  };
  return rate(READS, async () => {
    for (let count = 0; count < READS; count += 1) await store.usage(query);
  });
}

function ingested({ engine }: Ledger): Promise<number> {
  const commands = eventCommands(EVENTS);
  return rate(EVENTS, async () => {
    await Promise.all(commands.map((command) => engine.submit(command)));
  });
}
