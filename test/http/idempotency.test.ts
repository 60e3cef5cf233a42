import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CREDIT_TYPE, digest, FEATURE, grantTo, openSandbox, PLAN, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await sandbox.request('POST', '/v1/plans', PLAN);
  await sandbox.request('POST', '/v1/plans/pro/publish');
});
afterAll(() => sandbox.close());

const keyed = (key: string) => ({ 'idempotency-key': key });

type Write = {
  readonly path: string;
  readonly first: string;
  /** Repeats `first` with its keys in another order and equal values spelled differently. */
  readonly same: string;
  readonly other: string;
};

const WRITES: Record<string, Write> = {
  grants: {
    path: '/v1/grants',
    first:
      '{"customerId":"ada","creditTypeId":"ai-tokens","amount":"1.0","category":"paid","effectiveAt":"2026-01-01T00:00:00Z"}',
    same: '{ "category":"paid", "amount":1, "creditTypeId":"ai-tokens",\n"customerId":"ada","effectiveAt":"2026-01-01T01:00:00+01:00"}',
    other: '{"customerId":"ada","creditTypeId":"ai-tokens","amount":"2","category":"paid"}',
  },
  subscriptions: {
    path: '/v1/subscriptions',
    first: '{"customerId":"ada","planId":"pro"}',
    same: '{"planId":"pro","customerId":"ada"}',
    other: '{"customerId":"ada","planId":"basic"}',
  },
  'credit types': {
    path: '/v1/credit-types',
    first: JSON.stringify({ ...CREDIT_TYPE, id: 'images', name: 'Images' }),
    same: '{"unit":{"plural":"tokens","singular":"token"},"name":"Images","id":"images"}',
    other: JSON.stringify({ ...CREDIT_TYPE, id: 'videos', name: 'Videos' }),
  },
  'credit types with an id made from the name': {
    path: '/v1/credit-types',
    first: '{"name":"Sound Bites","unit":{"singular":"bite","plural":"bites"}}',
    same: '{"unit":{"plural":"bites","singular":"bite"},"name":"Sound Bites"}',
    other: '{"name":"Sound Bytes","unit":{"singular":"bite","plural":"bites"}}',
  },
  features: {
    path: '/v1/features',
    first: JSON.stringify({ ...FEATURE, id: 'calls' }),
    same: JSON.stringify({ ...FEATURE, id: 'calls' }).replace('"credits":"1","units":"1"', '"units":"1.0","credits":1'),
    other: JSON.stringify({ ...FEATURE, id: 'calls', name: 'Calls' }),
  },
  plans: {
    path: '/v1/plans',
    first: JSON.stringify({ ...PLAN, id: 'basic' }),
    same: `{"limit":"hard",${JSON.stringify({ ...PLAN, id: 'basic', limit: undefined }).slice(1)}`,
    other: JSON.stringify({ ...PLAN, id: 'basic', limit: 'soft' }),
  },
};

describe.each(Object.entries(WRITES))('%s', (name, { path, first, same, other }) => {
  const headers = keyed(`the key of ${name}`);

  test('a retry answers the first result, marked as a replay', async () => {
    const one = await sandbox.request('POST', path, first, headers);
    expect(one.status).toBe(201);
    expect(one.headers.has('idempotency-replayed')).toBe(false);
    const two = await sandbox.request('POST', path, same, headers);
    expect(two.status).toBe(201);
    expect(two.body).toEqual(one.body);
    expect(two.headers.get('idempotency-replayed')).toBe('true');
  });

  test('another request with its key is a conflict', async () => {
    const before = await digest(sandbox, 'ada');
    const answer = await sandbox.refused('POST', path, other, headers);
    expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_conflict']);
    expect(await digest(sandbox, 'ada')).toBe(before);
  });

  test('refuses a write without a key', async () => {
    const answer = await sandbox.refused('POST', path, first, keyed(''));
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency_key_required']);
  });
});

describe('writes with the object in their path', () => {
  test('publishing one plan and another with the same key is a conflict', async () => {
    await sandbox.request('POST', '/v1/plans', { ...PLAN, id: 'one' });
    await sandbox.request('POST', '/v1/plans', { ...PLAN, id: 'two' });
    const first = await sandbox.request('POST', '/v1/plans/one/publish', undefined, keyed('publish'));
    const replay = await sandbox.request('POST', '/v1/plans/one/publish', undefined, keyed('publish'));
    expect(replay.body).toEqual(first.body);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect((await sandbox.refused('POST', '/v1/plans/two/publish', undefined, keyed('publish'))).status).toBe(409);
  });

  test('voiding one grant and another with the same key is a conflict', async () => {
    const [one, two] = [await grantTo(sandbox, 'bob', '1'), await grantTo(sandbox, 'bob', '2')];
    await sandbox.request('POST', `/v1/grants/${one.id}/void`, {}, keyed('void'));
    const replay = await sandbox.request('POST', `/v1/grants/${one.id}/void`, {}, keyed('void'));
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    expect((await sandbox.refused('POST', `/v1/grants/${two.id}/void`, {}, keyed('void'))).status).toBe(409);
  });
});

describe('events', () => {
  const event = (more: object) => ({ customerId: 'bob', idempotencyKey: 'e1', featureId: 'emails', ...more });

  test('repeated reports are one burn in any spelling', async () => {
    const one = await sandbox.request('POST', '/v1/events', event({ quantity: '1.0' }));
    const two = await sandbox.request(
      'POST',
      '/v1/events',
      '{"quantity":1,"featureId":"emails","idempotencyKey":"e1","customerId":"bob"}',
    );
    expect(one.body).toMatchObject({ duplicate: false });
    expect(two.body).toEqual({ ...one.body, duplicate: true });
  });

  test('an absent quantity differs from the default quantity, and is a conflict', async () => {
    expect((await sandbox.refused('POST', '/v1/events', event({}))).body.code).toBe('idempotency_conflict');
  });

  test('fifty parallel reports are one burn', async () => {
    await grantTo(sandbox, 'bob', '100');
    const body = event({ idempotencyKey: 'parallel' });
    const answers = await Promise.all(Array.from({ length: 50 }, () => sandbox.request('POST', '/v1/events', body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(answers.filter(({ body: answer }) => answer['duplicate'] === false)).toHaveLength(1);
    expect(new Set(answers.map(({ body: answer }) => answer['eventId'])).size).toBe(1);
  });

  test('a refusal for missing credits is final for its key, and a retry is marked', async () => {
    await sandbox.request('PUT', '/v1/customers/carl', {});
    const body = event({ customerId: 'carl', idempotencyKey: 'broke', quantity: '5', enforce: true });
    const first = await sandbox.refused('POST', '/v1/events', body);
    expect([first.status, first.headers.has('idempotency-replayed')]).toEqual([402, false]);
    await grantTo(sandbox, 'carl', '100');
    const again = await sandbox.refused('POST', '/v1/events', body);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([402, 'true']);
    expect({ ...again.body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
    expect((await sandbox.request('POST', '/v1/events', { ...body, idempotencyKey: 'rich' })).status).toBe(200);
  });

  test('a report refused by validation or for a missing rate leaves its key unused', async () => {
    const body = event({ idempotencyKey: 'second chance' });
    expect((await sandbox.refused('POST', '/v1/events', { ...body, quantity: 'x' })).status).toBe(400);
    expect((await sandbox.refused('POST', '/v1/events', { ...body, featureId: 'no-such' })).status).toBe(404);
    expect((await sandbox.request('POST', '/v1/events', body)).body).toMatchObject({ duplicate: false });
  });

  test('keys are separate per customer and per operation', async () => {
    const key = 'shared';
    for (const customerId of ['ada', 'bob']) {
      const answer = await sandbox.request('POST', '/v1/events', event({ customerId, idempotencyKey: key }));
      expect(answer.body).toMatchObject({ duplicate: false });
      const grant = { customerId, creditTypeId: 'ai-tokens', amount: 1, category: 'paid' };
      const made = await sandbox.request('POST', '/v1/grants', grant, keyed(key));
      expect([made.status, made.headers.has('idempotency-replayed')]).toEqual([201, false]);
    }
  });
});

describe('invalid keys', () => {
  const BAD = [
    '',
    'x'.repeat(256),
    'x'.repeat(10_000),
    'tab\there',
    'line\nbreak',
    'nul\0',
    'smile 🙂',
    'lone \ud800',
    'é',
  ];

  test.each(BAD)('refuses a key in a body: %j', async (idempotencyKey) => {
    const body = { customerId: 'ada', idempotencyKey, featureId: 'emails' };
    const answer = await sandbox.refused('POST', '/v1/events', body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { path: 'idempotencyKey', message: expect.stringContaining('1 to 255') as unknown },
    ]);
  });

  test('refuses a missing, numeric or null key in a body', async () => {
    for (const key of [{}, { idempotencyKey: 7 }, { idempotencyKey: null }]) {
      const answer = await sandbox.refused('POST', '/v1/events', { customerId: 'ada', featureId: 'emails', ...key });
      expect(answer.status).toBe(400);
    }
  });

  // Other keys cannot be sent in a header at all.
  test.each(['x'.repeat(256), 'x'.repeat(7_000), 'tab\there', 'caf\u00e9'])(
    'refuses a key in a header: %j',
    async (key) => {
      const body = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: 1, category: 'paid' };
      const answer = await sandbox.refused('POST', '/v1/grants', body, keyed(key));
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
      expect(answer.body.errors).toMatchObject([{ path: 'Idempotency-Key' }]);
    },
  );

  test('accepts 255 printable characters', async () => {
    const longest = '~'.repeat(254) + ' '.padStart(1, '!');
    const body = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: 1, category: 'paid' };
    expect((await sandbox.request('POST', '/v1/grants', body, keyed(longest))).status).toBe(201);
  });
});
