import { expect, test } from 'vitest';
import type { ApiKeyRecord } from '../../server/store/ports/access.js';
import { AUTHOR, putCustomer, START_MS } from '../support/commands.js';
import type { Subject } from './subject.js';

const requestKey = (value: string, fingerprint = value) => ({
  ...{ apiKeyId: 'key_bootstrap', operation: 'api-keys', value, fingerprint },
});
const apiKey = (id: string): ApiKeyRecord => ({
  ...{ id, name: `Key ${id}`, hash: `hash of ${id}`, prefix: 'dd_test_abcd', scopes: ['read', 'usage'] },
  ...{ createdAtMs: START_MS, lastUsedAtMs: null, revokedAtMs: null },
});

export function directoryContract(subject: Subject): void {
  test('a customer is created once and changed after that', async () => {
    const profile = {
      ...{ id: 'eve', name: 'Ève O’Neil', email: 'eve@example.com', timeZone: 'Asia/Kathmandu', locale: 'fr' },
      metadata: { crm: '42' },
    };
    const created = await subject.store.putCustomer(profile, AUTHOR, START_MS);
    expect(created).toEqual({
      created: true,
      customer: { ...profile, createdAtMs: START_MS, updatedAtMs: START_MS, erasedAtMs: null },
    });
    const changed = await subject.store.putCustomer({ ...profile, name: null, metadata: {} }, AUTHOR, START_MS + 1);
    const dates = { createdAtMs: START_MS, updatedAtMs: START_MS + 1, erasedAtMs: null };
    const after = { ...profile, name: null, metadata: {}, ...dates };
    expect(changed).toEqual({ created: false, customer: after });
    await subject.reopen();
    expect(await subject.store.customer('eve')).toEqual(after);
    expect(await subject.store.customer('Eve')).toBeNull();
  });

  test('lists customers by the bytes of their ids', async () => {
    for (const id of ['x.Zoe', 'x.a', 'x.a.b', 'x.a-b', 'x.é']) await putCustomer(subject.store, id);
    const ids = async (afterId: string | null, limit: number) =>
      (await subject.store.customers(afterId, limit)).map(({ id }) => id);
    expect(await ids('x', 10)).toEqual(['x.Zoe', 'x.a', 'x.a-b', 'x.a.b', 'x.é']);
    expect(await ids('x.a', 2)).toEqual(['x.a-b', 'x.a.b']);
    expect(await ids('x.é', 2)).toEqual([]);
    expect(await ids(null, 1)).toEqual([expect.stringMatching(/^ada/)]);
  });

  test('an API key is created once, found by its hash, and stays revoked', async () => {
    const { store } = subject;
    expect(await store.createApiKey(apiKey('key_1'), requestKey('k'), AUTHOR)).toEqual({
      ...{ record: apiKey('key_1'), duplicate: false },
    });
    const replay = await store.createApiKey(apiKey('key_2'), requestKey('k'), AUTHOR);
    expect(replay).toEqual({ record: apiKey('key_1'), duplicate: true });
    expect(await store.createApiKey(apiKey('key_2'), requestKey('k', 'other'), AUTHOR)).toBeNull();
    expect(await store.apiKeyByHash('hash of key_1')).toEqual(apiKey('key_1'));
    expect(await store.apiKeyByHash('hash of key_2')).toBeNull();

    await store.noteApiKeyUse('key_1', START_MS + 5);
    const revoked = { ...apiKey('key_1'), lastUsedAtMs: START_MS + 5, revokedAtMs: START_MS + 6 };
    expect(await store.revokeApiKey('key_1', AUTHOR, START_MS + 6)).toEqual(revoked);
    expect(await store.revokeApiKey('key_1', AUTHOR, START_MS + 7)).toEqual(revoked);
    expect(await store.revokeApiKey('key_2', AUTHOR, START_MS + 7)).toBeNull();
    await subject.reopen();
    expect(await subject.store.apiKeyByHash('hash of key_1')).toEqual(revoked);
  });

  test('lists API keys by id', async () => {
    for (const id of ['list_3', 'list_1', 'list_2'])
      await subject.store.createApiKey(apiKey(id), requestKey(id), AUTHOR);
    const ids = async (afterId: string | null, limit: number) =>
      (await subject.store.apiKeys(afterId, limit)).map(({ id }) => id);
    expect(await ids('list', 2)).toEqual(['list_1', 'list_2']);
    expect(await ids('list_2', 2)).toEqual(['list_3']);
  });

  test('the test clock stands, also after a restart, or follows', async () => {
    expect(await subject.store.testClock()).toBeNull();
    expect(await subject.store.moveTestClock(null, START_MS, AUTHOR, START_MS)).toBe(true);
    expect(await subject.store.moveTestClock(START_MS, START_MS + 1, AUTHOR, START_MS)).toBe(true);
    await subject.reopen();
    expect(await subject.store.testClock()).toBe(START_MS + 1);
    expect(await subject.store.moveTestClock(START_MS + 1, null, AUTHOR, START_MS)).toBe(true);
    expect(await subject.store.testClock()).toBeNull();
  });

  test('moves the test clock from its current time, and only once for many parallel moves', async () => {
    const { store } = subject;
    const moved = async (from: number | null, ...to: (number | null)[]) => {
      const answers = await Promise.all(to.map((each) => store.moveTestClock(from, each, AUTHOR, START_MS)));
      return answers.filter(Boolean).length;
    };
    expect(await moved(null, START_MS, START_MS + 1, START_MS + 2)).toBe(1);
    const standing = await store.testClock();
    expect(await moved(null, START_MS + 9, null)).toBe(0);
    expect(await moved(START_MS + 9, START_MS, null)).toBe(0);
    expect(await store.testClock()).toBe(standing);
    expect(await moved(standing, START_MS + 3, START_MS + 4)).toBe(1);
    expect(await moved(await store.testClock(), null, null)).toBe(1);
    expect(await store.testClock()).toBeNull();
  });
}
