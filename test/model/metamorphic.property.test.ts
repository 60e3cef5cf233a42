import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../support/histories.js';
import { cut, exportOf, freshStore, replay } from './history.js';
import { day, hour, usualStep, type Step } from './intents.js';
import { Lockstep } from './lockstep.js';
import type { MemoryStore } from './memory-store.js';
import { refs, Resolver } from './resolve.js';
import { beginningMs, credits, customers } from './world.js';

const RUNS = runs({ short: 12, deep: 200 });
const LEAVES_GAPS = true;
const some = fc.array(usualStep, { minLength: 1, maxLength: 12, size: 'max' });

function live(steps: readonly Step[]) {
  const lockstep = new Lockstep(2, LEAVES_GAPS);
  const resolver = new Resolver(lockstep);
  let nowMs = beginningMs;
  for (const step of steps) {
    nowMs = resolver.instantOf(step.move, nowMs);
    if (step.publish) lockstep.publish();
    const commands = step.intents.map((intent) => resolver.command(intent, nowMs));
    lockstep.send(commands, nowMs);
  }
  return { lockstep, resolver, nowMs, history: lockstep.decided, store: lockstep.store };
}

function touchAll(store: MemoryStore, nowMs: number): void {
  for (const customerId of customers) {
    const head = {
      id: `touch-${customerId}`,
      customerId,
      key: null,
      cause: null,
      actor: { type: 'system', id: 'job' },
      requestId: null,
    };
    store.transact(
      [{ ...head, actor: { type: 'system', id: 'job' }, requestId: null, kind: 'touch', accounts: refs(customerId) }],
      nowMs,
    );
  }
}

const written = (store: MemoryStore) =>
  structuredClone({ accounts: store.accounts, grants: store.grants, entries: store.entries, usage: store.usage });

describe('after any history', () => {
  test('any split into batches gives the same answers, entries, grants and figures', () => {
    const property = fc.property(
      some,
      fc.infiniteStream(fc.boolean()),
      fc.constantFrom(1, 3, 64),
      (steps, cuts, first) => {
        const { history, nowMs } = live(steps);
        const oneByOne = freshStore(64);
        const together = freshStore(first, LEAVES_GAPS);
        const answers = replay(
          cut(history, () => true),
          oneByOne,
        );
        expect(answers).toStrictEqual(history.map(({ outcome }) => outcome));
        const places = history.map(() => cuts.next().value === true);
        expect(
          replay(
            cut(history, (place) => places[place] === true),
            together,
          ),
        ).toStrictEqual(answers);
        expect(exportOf(together, nowMs)).toStrictEqual(exportOf(oneByOne, nowMs));
      },
    );
    fc.assert(property, RUNS);
  });

  test('a customer’s results do not depend on when others act', () => {
    const property = fc.property(some, (steps) => {
      const { history, nowMs } = live(steps);
      const [mixed, alone] = [freshStore(64), freshStore(64)];
      replay(
        cut(history, () => false),
        mixed,
      );
      for (const customerId of [...customers].reverse()) {
        const own = history.filter(({ command }) => command.customerId === customerId);
        replay(
          cut(own, () => false),
          alone,
        );
      }
      expect(exportOf(alone, nowMs)).toStrictEqual(exportOf(mixed, nowMs));
    });
    fc.assert(property, RUNS);
  });

  test('reading, touching at once and touching on the way lead to the same state', () => {
    const property = fc.property(some, fc.constantFrom(1, hour, day, 40 * day), (steps, ahead) => {
      const { store, nowMs, history } = live(steps);
      const laterMs = nowMs + ahead;
      const read = exportOf(store, laterMs);
      const onTheWay = freshStore(64);
      replay(
        cut(history, () => false),
        onTheWay,
      );
      touchAll(store, laterMs);
      expect(exportOf(store, laterMs)).toStrictEqual(read);
      for (const share of [0.25, 0.5, 1]) touchAll(onTheWay, nowMs + Math.round(ahead * share));
      const entriesOf = (some: MemoryStore) => customers.flatMap(refs).map((ref) => some.view(ref, laterMs).entries);
      expect(entriesOf(onTheWay)).toStrictEqual(entriesOf(store));
    });
    fc.assert(property, RUNS);
  });

  test('repeating accepted commands has no effect', () => {
    const property = fc.property(some, fc.nat(100), (steps, percent) => {
      const { store, history, nowMs } = live(steps);
      const prefix = history.slice(0, Math.ceil((history.length * percent) / 100));
      const accepted = prefix.filter(({ outcome, command }) => outcome.status === 'done' && command.key !== null);
      const before = written(store);
      for (const { command, outcome } of accepted) {
        const again = { ...command, id: `${command.id}-again` };
        expect(store.transact([again], nowMs + day)).toStrictEqual([{ ...outcome, duplicate: true }]);
      }
      expect(written(store)).toStrictEqual(before);
    });
    fc.assert(property, RUNS);
  });

  test('refused commands change nothing', () => {
    const property = fc.property(some, some, (steps, more) => {
      const { store, nowMs, resolver } = live(steps);
      touchAll(store, nowMs);
      for (const intent of more.flatMap((step) => step.intents)) {
        const before = written(store);
        const outcome = store.transact([resolver.command(intent, nowMs)], nowMs)[0];
        if (outcome?.status === 'refused') expect(written(store)).toStrictEqual(before);
      }
    });
    fc.assert(property, RUNS);
  });

  test('voiding an untouched grant restores the balance and the other grants', () => {
    const property = fc.property(some, fc.constantFrom(null, hour), fc.nat(5), (steps, startsIn, priority) => {
      const { store, nowMs, resolver } = live(steps);
      const [ref] = refs('ada').filter((each) => each.creditTypeId === 'tokens');
      if (ref === undefined) throw new Error('there is no such account');
      const before = store.view(ref, nowMs);
      fc.pre(before.account.overdraft === 0n);
      const place = {
        kind: 'grant',
        ...ref,
        amount: credits(7),
        category: 'paid',
        reference: null,
        isUnpaid: false,
      } as const;
      const grant = resolver.command({ ...place, priority, effectiveIn: startsIn, lifetimeMs: null }, nowMs);
      const head = {
        customerId: 'ada',
        key: null,
        cause: null,
        actor: grant.actor,
        requestId: null,
        reason: null,
      } as const;
      store.transact([grant], nowMs);
      const key = { operation: 'void', value: 'void', fingerprint: '' };
      store.transact([{ ...head, key, id: 'act_void', kind: 'grant.void', account: ref, grantId: grant.id }], nowMs);
      const after = store.view(ref, nowMs);
      expect(after.account.balance).toBe(before.account.balance);
      expect(after.grants.filter(({ id }) => id !== grant.id)).toStrictEqual(before.grants);
      expect(after.grants.find(({ id }) => id === grant.id)?.endedAs).toBe('voided');
    });
    fc.assert(property, RUNS);
  });

  test('two burns leave the same state as one burn of their sum', () => {
    const property = fc.property(
      some,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      (steps, a, b) => {
        const { history, nowMs, resolver } = live(steps);
        const leftAfter = (...amounts: readonly number[]) => {
          const store = freshStore(2, LEAVES_GAPS);
          replay(
            cut(history, () => false),
            store,
          );
          for (const amount of amounts) {
            const usage = { featureId: 'mail', quantity: credits(amount) };
            const event = {
              kind: 'event',
              customerId: 'ada',
              resourceId: '',
              usage,
              ageMs: null,
              userId: null,
            } as const;
            store.transact([resolver.command({ ...event, enforce: false }, nowMs)], nowMs);
          }
          return refs('ada').map((ref) => {
            const { version: _version, ...figures } = store.figures(ref, nowMs);
            return { figures, left: store.view(ref, nowMs).grants.map((grant) => [grant.id, grant.remaining]) };
          });
        };
        expect(leftAfter(a, b)).toStrictEqual(leftAfter(a + b));
      },
    );
    fc.assert(property, RUNS);
  });
});
