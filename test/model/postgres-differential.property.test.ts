import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANY_GRANT } from '../support/commands.js';
import { runs } from '../support/histories.js';
import { usualStep } from './intents.js';
import { Lockstep } from './lockstep.js';
import { Resolver } from './resolve.js';
import { Cast, type Engine, furnish, postgresEngine, publish, sendAll, sqliteEngine } from './two-engines.js';
import { beginningMs } from './world.js';

const RUNS = runs({ short: 15, deep: 200 });
const HISTORIES = RUNS.numRuns;
const LONGEST = 12;

let sqlite: Engine;
let postgres: Engine;
beforeAll(async () => {
  [sqlite, postgres] = await Promise.all([sqliteEngine(), postgresEngine()]);
  await Promise.all([furnish(sqlite.store), furnish(postgres.store)]);
});
afterAll(() => Promise.all([sqlite.close(), postgres.close()]));

test(
  'both engines give the same answers and store the same rows, to the last hash',
  { timeout: HISTORIES * 12_000 },
  async () => {
    let histories = 0;
    let accepted = 0;
    let isLater = false;
    await fc.assert(
      fc.asyncProperty(fc.array(usualStep, { minLength: 3, maxLength: LONGEST }), async (steps) => {
        const cast = new Cast((histories += 1));
        await Promise.all([cast.enter(sqlite.store), cast.enter(postgres.store)]);
        // The model only supplies names and due instants for the next commands.
        const guide = new Lockstep(4);
        if (isLater) guide.publish();
        const resolver = new Resolver(guide);
        let nowMs = beginningMs;
        for (const [place, { move, intents }] of steps.entries()) {
          if (!isLater && histories > HISTORIES / 2 && place > 0) {
            await Promise.all([publish(sqlite.store), publish(postgres.store)]);
            guide.publish();
            isLater = true;
          }
          nowMs = resolver.instantOf(move, nowMs);
          const commands = intents.map((intent) => resolver.command(intent, nowMs));
          guide.send(commands, nowMs);
          const sent = commands.map((command) => cast.given(command));
          const [one, other] = await Promise.all([
            sendAll(sqlite.store, sent, nowMs),
            sendAll(postgres.store, sent, nowMs),
          ]);
          expect(other).toEqual(one);
          accepted += one.filter(({ status }) => status === 'done').length;
          for (const id of cast.ids) {
            const [seen, seenToo] = await Promise.all([
              sqlite.store.balances(id, {}, nowMs),
              postgres.store.balances(id, {}, nowMs),
            ]);
            expect(seenToo).toEqual(seen);
          }
        }
        expect(await postgres.export(cast.ids)).toEqual(await sqlite.export(cast.ids));
      }),
      RUNS,
    );
    // Histories whose commands are all refused would agree as well.
    expect(accepted).toBeGreaterThan(HISTORIES * 5);
  },
);

test('both engines list catalogs and customers alike and in the same order', async () => {
  const [one, other] = [sqlite.store, postgres.store];
  expect(await other.catalog()).toEqual(await one.catalog());
  const customers = await one.customers(null, 100);
  expect(await other.customers(null, 100)).toEqual(customers);
  for (const { id } of customers) {
    const ask = { ...ANY_GRANT, order: 'burn' } as const;
    expect(await other.grants({ customerId: id, ...ask }, beginningMs)).toEqual(
      await one.grants({ customerId: id, ...ask }, beginningMs),
    );
    expect(await other.subscriptions(id)).toEqual(await one.subscriptions(id));
    expect([...(await other.versions([id]))].sort(byName)).toEqual([...(await one.versions([id]))].sort(byName));
  }
  const due = (store: typeof one) => store.due(Number.MAX_SAFE_INTEGER, 10_000);
  expect([...(await due(other))].sort(byName)).toEqual([...(await due(one))].sort(byName));
});

const byName = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
