import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Author } from '../ledger/values/refs.js';
import type { ApiKeyRecord, Credentials } from '../store/ports/access.js';
import { createApiKeys, newSecret } from './api-keys.js';

const BOOTSTRAP = newSecret('live');
const requestKey = { apiKeyId: 'key_bootstrap', operation: 'api-keys', value: 'k', fingerprint: 'f' };

function fakeCredentials() {
  const records = new Map<string, ApiKeyRecord>();
  const asked = { byHash: 0, lists: 0, noted: [] as string[] };
  const credentials: Credentials = {
    createApiKey: (record) => {
      records.set(record.id, record);
      return Promise.resolve({ record, duplicate: false });
    },
    apiKeyByHash: (hash) => {
      asked.byHash += 1;
      return Promise.resolve([...records.values()].find((record) => record.hash === hash) ?? null);
    },
    apiKeys: (afterId, limit) => {
      asked.lists += 1;
      const all = [...records.values()].filter(({ id }) => afterId === null || id > afterId);
      return Promise.resolve(all.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit));
    },
    revokeApiKey: (id, _author, nowMs) => {
      const record = records.get(id);
      if (!record) return Promise.resolve(null);
      records.set(id, { ...record, revokedAtMs: nowMs });
      return Promise.resolve({ ...record, revokedAtMs: nowMs });
    },
    noteApiKeyUse: (id) => {
      asked.noted.push(id);
      return Promise.resolve();
    },
  };
  return { credentials, asked, records };
}

const AUTHOR: Author = { actor: { type: 'apiKey', id: 'key_1' }, requestId: 'req_1' };

const setUp = () => {
  const fake = fakeCredentials();
  const logger = pino({ enabled: false });
  const apiKeys = createApiKeys({ credentials: fake.credentials, mode: 'live', bootstrapKey: BOOTSTRAP, logger });
  const make = async (name = 'billing') => {
    const made = await apiKeys.create({ name, scopes: ['read', 'usage'] }, requestKey, AUTHOR);
    if (!made?.secret) throw new Error('no secret');
    return { id: made.record.id, secret: made.secret, record: made.record };
  };
  return { ...fake, apiKeys, make };
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'] });
  // The faked monotonic clock starts at 0, which the cache reads as "no time".
  vi.advanceTimersByTime(1);
});
afterEach(() => vi.useRealTimers());

describe('a key', () => {
  test('is 256 random bits with a prefix that scanners know, and stored as a hash', async () => {
    const { make } = setUp();
    const { secret, record } = await make();
    expect(secret).toMatch(/^dd_live_[A-Za-z0-9_-]{43}$/);
    expect(record.prefix).toBe(secret.slice(0, 12));
    expect(record.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(record)).not.toContain(secret.slice(12));
  });

  test('is recognised, and looked up once in ten seconds', async () => {
    const { apiKeys, make, asked } = setUp();
    const { id, secret } = await make();
    const caller = { id, name: 'billing', scopes: new Set(['read', 'usage']) };
    expect(await apiKeys.recognise(secret)).toEqual(caller);
    expect(apiKeys.recognise(secret)).toEqual(caller);
    expect(asked.byHash).toBe(1);
    vi.advanceTimersByTime(10_001);
    expect(await apiKeys.recognise(secret)).toEqual(caller);
    expect(asked.byHash).toBe(2);
  });

  test('is noted once a minute', async () => {
    const { apiKeys, make, asked } = setUp();
    const { id, secret } = await make();
    for (let i = 0; i < 5; i += 1) await apiKeys.recognise(secret);
    expect(asked.noted).toEqual([id]);
    vi.advanceTimersByTime(60_001);
    await apiKeys.recognise(secret);
    expect(asked.noted).toEqual([id, id]);
  });

  test('is nothing from the moment it is revoked', async () => {
    const { apiKeys, make } = setUp();
    const { id, secret } = await make();
    expect(await apiKeys.recognise(secret)).not.toBeNull();
    await apiKeys.revoke(id, AUTHOR);
    expect(await apiKeys.recognise(secret)).toBeNull();
    vi.advanceTimersByTime(60_000);
    expect(await apiKeys.recognise(secret)).toBeNull();
  });
});

describe('what is no key', () => {
  test('of the other mode, of another form: refused without a look into the store', async () => {
    const { apiKeys, asked } = setUp();
    for (const text of [
      newSecret('test'),
      '',
      'dd_live_',
      'dd_live_short',
      `${newSecret('live')}x`,
      'Bearer',
      '__proto__',
    ]) {
      expect(await apiKeys.recognise(text)).toBeNull();
    }
    expect(asked.byHash).toBe(0);
  });

  test('a guess is looked up once a second', async () => {
    const { apiKeys, asked } = setUp();
    const guess = newSecret('live');
    for (let i = 0; i < 3; i += 1) expect(await apiKeys.recognise(guess)).toBeNull();
    expect(asked.byHash).toBe(1);
    vi.advanceTimersByTime(1_001);
    expect(await apiKeys.recognise(guess)).toBeNull();
    expect(asked.byHash).toBe(2);
  });
});

describe('the bootstrap key', () => {
  test('may do everything and is in no store', async () => {
    const { apiKeys, asked } = setUp();
    const caller = await apiKeys.recognise(BOOTSTRAP);
    expect(caller).toMatchObject({ id: 'key_bootstrap', name: 'bootstrap' });
    expect(caller?.scopes).toContain('admin');
    expect(asked.byHash).toBe(0);
    expect(await apiKeys.revoke('key_bootstrap', AUTHOR)).toBeNull();
  });
});

describe('names', () => {
  test('are read once for all keys, and again for a new one', async () => {
    const { apiKeys, make, asked } = setUp();
    const keys = await Promise.all(Array.from({ length: 150 }, (_, i) => make(`key ${i}`)));
    const names = await Promise.all(keys.map(async ({ id }) => apiKeys.nameOf(id)));
    expect(names).toEqual(keys.map(({ record }) => record.name));
    expect(asked.lists).toBe(2);
    const { id } = await make('late');
    expect(await apiKeys.nameOf(id)).toBe('late');
    expect(await apiKeys.nameOf('key_bootstrap')).toBe('bootstrap');
    expect(await apiKeys.nameOf('key_nothing')).toBeNull();
  });
});
