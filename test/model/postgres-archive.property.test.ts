import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodeArchive, importArchive } from '../../server/store/common/archive/format.js';
import type { Archive } from '../../server/store/ports/maintenance.js';
import { openPostgresMaintenance } from '../../server/store/postgres/ports/maintenance.js';
import { openSqliteMaintenance } from '../../server/store/sqlite/ports/maintenance.js';
import { newFolder, openStore as openSqlite } from '../store/sqlite-file.js';
import { openStore as openPostgres } from '../store/postgres-database.js';
import { runs } from '../support/histories.js';
import { newDatabase } from '../support/postgres.js';
import type { Store } from '../../server/store/ports/store.js';
import { type Step, usualStep } from './intents.js';
import { Lockstep } from './lockstep.js';
import { Resolver } from './resolve.js';
import { Cast, furnish, sendAll } from './two-engines.js';
import { beginningMs } from './world.js';

const RUNS = runs({ short: 1, deep: 20 });
const HISTORIES = RUNS.numRuns;

type Place = { readonly archive: Archive; open(): Promise<Store>; drop(): Promise<void> };

const NEW: Readonly<Record<'sqlite' | 'postgres', () => Promise<Place>>> = {
  async sqlite() {
    const folder = newFolder();
    const path = join(folder.path, 'ledger.db');
    return {
      archive: openSqliteMaintenance(path),
      open: () => openSqlite(path),
      drop: async () => folder.remove(),
    };
  },
  async postgres() {
    const { url, drop } = await newDatabase();
    return { archive: openPostgresMaintenance({ url }), open: () => openPostgres(url), drop };
  },
};

async function exported(archive: Archive): Promise<string> {
  let text = '';
  for await (const lines of encodeArchive(archive, beginningMs)) text += lines;
  return text;
}

async function* pieces(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  // Chunk boundaries may fall within a line.
  for (let at = 0; at < bytes.length; at += 1_009) yield bytes.subarray(at, at + 1_009);
}

/** Omits the header, which names the engine, and the checksum, which covers the header. */
const told = (text: string) => text.split('\n').slice(1, -2);

async function live(store: Store, steps: readonly Step[]): Promise<number> {
  await furnish(store);
  const cast = new Cast(1);
  await cast.enter(store);
  const guide = new Lockstep(4);
  const resolver = new Resolver(guide);
  let nowMs = beginningMs;
  let accepted = 0;
  for (const { move, intents } of steps) {
    nowMs = resolver.instantOf(move, nowMs);
    const commands = intents.map((intent) => resolver.command(intent, nowMs));
    guide.send(commands, nowMs);
    const outcomes = await sendAll(
      store,
      commands.map((command) => cast.given(command)),
      nowMs,
    );
    accepted += outcomes.filter(({ status }) => status === 'done').length;
  }
  return accepted;
}

test.each([
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)(
  'a history in %s moves to %s and back with every line unchanged',
  { timeout: 60_000 + HISTORIES * 30_000 },
  async (one, other) => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(usualStep, { minLength: 15, maxLength: 25 }), async (steps) => {
        const [first, second, third] = await Promise.all([NEW[one](), NEW[other](), NEW[one]()]);
        try {
          const store = await first.open();
          accepted += await live(store, steps);
          await store.close();
          const text = await exported(first.archive);
          const trailer = await importArchive(second.archive, pieces(text));
          const there = await exported(second.archive);
          expect(told(there)).toEqual(told(text));
          await importArchive(third.archive, pieces(there));
          const back = await exported(third.archive);
          // The same engine at the same moment must export the same file.
          expect(back).toBe(text);
          expect(trailer.rows['entries']).toBeGreaterThan(0);
        } finally {
          await Promise.all([first.drop(), second.drop(), third.drop()]);
        }
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(HISTORIES * 10);
  },
);
