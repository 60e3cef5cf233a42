import { expect, test } from 'vitest';
import type { Author } from '../../server/ledger/values/refs.js';
import type { ApiKeyRecord, AuditQuery, AuditRecord } from '../../server/store/ports/access.js';
import { event, grant, nextId, people, START_MS, subscribe, voidGrant } from '../support/commands.js';
import type { Subject } from './subject.js';

/** A new author for each test, so that its records are found among those of other tests. */
const someone = (): Author => ({ actor: { type: 'apiKey', id: nextId('key') }, requestId: nextId('req') });
const nothing = { fromMs: null, toMs: null, actorId: null, action: null, customerId: null, before: null, limit: 100 };
const unit = { singular: 'one', plural: 'many' };

export function auditContract(subject: Subject): void {
  const records = (query: Partial<AuditQuery>) => subject.store.auditRecords({ ...nothing, ...query });
  const doneBy = (author: Author) => records({ actorId: author.actor.id });
  const told = (found: readonly AuditRecord[]) =>
    found.map(({ action, customerId, target }) => [action, customerId, target]);

  test('a done command is logged with its author, a refused or repeated one is not', async () => {
    const author = someone();
    const given = { ...grant(10), ...author };
    const { outcomes } = await subject.store.transact(
      [
        given,
        { ...given, id: nextId('again') },
        { ...grant(1, { account: { customerId: people.ada, creditTypeId: 'none', resourceId: '' } }), ...author },
        { ...event(1), ...author },
        { ...event(1_000, { enforce: true }), ...author },
        { ...subscribe('pro'), ...author },
      ],
      START_MS,
    );
    const subscription = outcomes.at(-1)?.commandId;
    await subject.store.transact([{ ...voidGrant(given.id), ...author }, given], START_MS + 1);
    const found = await doneBy(author);
    expect(told(found)[0]).toEqual(['grant.void', people.ada, given.id]);
    expect(told(found).slice(1).sort()).toEqual([
      ['grant.create', people.ada, given.id],
      ['subscription.create', people.ada, subscription],
    ]);
    for (const { actor, requestId } of found) expect({ actor, requestId }).toEqual(author);
    expect(found.map(({ atMs }) => atMs)).toEqual([START_MS + 1, START_MS, START_MS]);
    await subject.reopen();
    expect(await doneBy(author)).toEqual(found);
  });

  test('logs changes of the catalog, customers, keys and the clock', async () => {
    const { store } = subject;
    const author = someone();
    const gems = nextId('gems');
    const key = { apiKeyId: author.actor.id, operation: 'x', value: 'k', fingerprint: 'f' };
    const creditType = { id: gems, name: 'Gems', description: null, unit, symbol: null, metadata: {} };
    const change = { kind: 'creditType.create', creditType } as const;
    await store.changeCatalog(change, key, author, START_MS);
    await store.changeCatalog(change, key, author, START_MS);
    await store.changeCatalog(change, null, author, START_MS);
    const profile = { id: people.bob, name: 'Bob', email: null, timeZone: 'UTC', locale: null, metadata: {} };
    await store.putCustomer(profile, author, START_MS + 1);
    const record = apiKey(nextId('key'), START_MS + 2);
    await store.createApiKey(record, { ...key, value: 'k2' }, author);
    await store.createApiKey(apiKey(nextId('key'), START_MS + 2), { ...key, value: 'k2' }, author);
    await store.revokeApiKey(record.id, author, START_MS + 3);
    await store.revokeApiKey(record.id, author, START_MS + 4);
    await store.revokeApiKey('key_none', author, START_MS + 4);
    await store.moveTestClock(null, START_MS, author, START_MS + 5);
    await store.moveTestClock(START_MS, null, author, START_MS + 6);
    expect(told(await doneBy(author)).reverse()).toEqual([
      ['creditType.create', null, gems],
      ['customer.put', people.bob, people.bob],
      ['apiKey.create', null, record.id],
      ['apiKey.revoke', null, record.id],
      ['testClock.move', null, '2026-08-01T00:00:00.000Z'],
      ['testClock.release', null, null],
    ]);
  });

  test('lists records newest first, in pages, by time, actor, action and customer', async () => {
    const author = someone();
    const at = [0, 1, 1, 1, 2].map((later) => START_MS + later);
    for (const nowMs of at) await subject.store.transact([{ ...grant(1), ...author }], nowMs);
    const all = await doneBy(author);
    expect(all.map(({ atMs }) => atMs)).toEqual([...at].reverse());

    const paged: AuditRecord[] = [];
    for (let before: AuditQuery['before'] = null; ; before = paged.at(-1) ?? null) {
      const page = await records({ actorId: author.actor.id, before, limit: 2 });
      if (page.length === 0) break;
      paged.push(...page);
    }
    expect(paged).toEqual(all);
    const grants = { action: 'grant.create' };
    expect(await records({ ...grants, customerId: people.ada })).toEqual(all);
    expect(await records({ ...grants, customerId: people.bob })).toEqual([]);
    expect(await records({ actorId: author.actor.id, action: 'grant.void' })).toEqual([]);
    const between = { actorId: author.actor.id, action: 'grant.create', fromMs: START_MS + 1, toMs: START_MS + 2 };
    expect(await records(between)).toEqual(all.slice(1, 4));
  });
}

const apiKey = (id: string, createdAtMs: number): ApiKeyRecord => ({
  ...{ id, name: id, hash: `hash of ${id}`, prefix: 'dd_test_abcd', scopes: ['read'] },
  ...{ createdAtMs, lastUsedAtMs: null, revokedAtMs: null },
});
