import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digest, grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

let sandbox: Sandbox;
let before: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  await seed(sandbox);
  await grantTo(sandbox, 'ada', '100');
});
beforeEach(async () => {
  before = await digest(sandbox, 'ada');
});
afterAll(() => sandbox.close());

const KB = 1024;
const good = { customerId: 'ada', creditTypeId: 'ai-tokens', amount: 1, category: 'paid' };
const text = JSON.stringify(good);
const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as string))));

async function expectRefused(status: number, body: unknown, headers: Record<string, string> = {}) {
  const answer = await sandbox.refused('POST', '/v1/grants', body, headers);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|SyntaxError|ZodError/);
  expect(await digest(sandbox, 'ada')).toBe(before);
  return answer;
}

describe('body size', () => {
  const padded = (size: number) => text.slice(0, -1) + ' '.repeat(size - text.length) + '}';

  test('accepts 64 KB and refuses one more byte', async () => {
    await expectRefused(413, padded(64 * KB + 1), { 'content-length': String(64 * KB + 1) });
    await expectRefused(413, padded(64 * KB + 1));
    const exact = await sandbox.request('POST', '/v1/grants', padded(64 * KB));
    expect(exact.status).toBe(201);
  });

  test('stops reading a body without a stated length at the limit', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16 * KB).fill(32));
      },
    });
    await expectRefused(413, endless);
    expect(pulled).toBeLessThan(10);
  });

  test('enforces the limit despite a false stated length', async () => {
    await expectRefused(413, padded(65 * KB), { 'content-length': '10' });
    await expectRefused(413, text, { 'content-length': '10000000' });
    await expectRefused(413, text, { 'content-length': '0x10' });
  });

  test('refuses an unknown caller without reading the body', async () => {
    await expectRefused(401, padded(65 * KB), { authorization: '' });
  });
});

describe('body format', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json5', 'application/problem+json', ''])(
    'refuses %j',
    async (type) => {
      await expectRefused(415, bytes(text), { 'content-type': type });
    },
  );

  test('accepts JSON in UTF-8, with or without a charset', async () => {
    for (const type of ['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"']) {
      expect((await sandbox.request('POST', '/v1/grants', text, { 'content-type': type })).status).toBe(201);
    }
    await sandbox.request('GET', '/v1/customers');
  });

  test('refuses other charsets and compression', async () => {
    await expectRefused(415, text, { 'content-type': 'application/json; charset=utf-16' });
    await expectRefused(415, text, { 'content-encoding': 'gzip' });
  });

  test.each([
    ['nothing', bytes()],
    ['half a document', text.slice(0, -1)],
    ['two documents', text + text],
    ['a trailing comma', text.replace('}', ',}')],
    ['a comment', `// x\n${text}`],
    ['NaN', text.replace('1', 'NaN')],
    ['a byte order mark', bytes([0xef, 0xbb, 0xbf], text)],
    ['invalid UTF-8', bytes(text.replace('ada', 'a'), [0xff, 0xfe])],
    ['an overlong slash', bytes('{"customerId":"', [0xc0, 0xaf], '"}')],
    ['a half of a surrogate pair', bytes('{"customerId":"', [0xed, 0xa0, 0x80], '"}')],
    ['deep nesting', '['.repeat(30_000) + ']'.repeat(30_000)],
    ['deep nesting in a field', text.replace('"ada"', `${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
    ['a list', `[${text}]`],
    ['a string', '"x"'],
    ['null', 'null'],
  ])('refuses %s', async (_what, body) => {
    await expectRefused(400, body);
  });
});

describe('a key that one object has twice', () => {
  test.each([
    text.slice(0, -1) + ',"amount":1000}',
    text.slice(0, -1) + ',"\\u0061mount":1000}',
    text.slice(0, -1) + ',"metadata":{"a":"1","a":"2"}}',
  ])('%s', async (body) => {
    const { body: problem } = await expectRefused(400, body);
    expect(problem).toMatchObject({ code: 'invalid_request', detail: expect.stringContaining('twice') as unknown });
  });
});

describe('names with a meaning in JavaScript', () => {
  const withField = (field: string) => text.replace('{', `{${field},`);

  test.each([
    ['at the top', withField('"__proto__":{"amount":"1000"}'), '__proto__'],
    ['escaped', withField('"\\u005f_proto__":1'), '__proto__'],
    ['in metadata', withField('"metadata":{"__proto__":"x"}'), 'metadata.__proto__'],
    ['in a list', withField('"metadata":[{"a":{"__proto__":null}}]'), 'metadata.0.a.__proto__'],
  ])('refuses __proto__ %s by name', async (_where, body, path) => {
    const { body: problem } = await expectRefused(400, body);
    expect(problem.errors).toMatchObject([{ path }]);
    expect({}).not.toHaveProperty('amount');
  });

  test('refuses constructor and others as unknown fields', async () => {
    for (const name of ['constructor', 'prototype', 'toString', 'hasOwnProperty']) {
      const { body: problem } = await expectRefused(400, withField(`"${name}":{"prototype":{"polluted":true}}`));
      expect(problem.errors).toMatchObject([{ path: name, message: 'is not known' }]);
    }
    expect({}).not.toHaveProperty('polluted');
  });

  test('stores them as data in metadata', async () => {
    const metadata = { constructor: 'x', toString: 'y', prototype: 'z' };
    const grant = await grantTo(sandbox, 'bob', '1', { metadata });
    expect(grant['metadata']).toEqual(metadata);
  });

  test('does not inherit a missing dimension', async () => {
    const property = { eventName: 'inherits', aggregation: 'sum', property: 'constructor' };
    await sandbox.request('POST', '/v1/features', {
      id: 'inherits',
      name: 'x',
      unit: { singular: 'x', plural: 'x' },
      meter: property,
      defaultRates: [{ creditTypeId: 'ai-tokens', credits: '1', units: '1' }],
    });
    const event = { customerId: 'ada', idempotencyKey: 'inherits', eventName: 'inherits', dimensions: {} };
    const answer = await sandbox.refused('POST', '/v1/events', event);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await digest(sandbox, 'ada')).toBe(before);
  });
});

describe('fields', () => {
  test('refuses unknown fields everywhere, with their path', async () => {
    const { body } = await expectRefused(400, { ...good, payment: { reference: 'x', amount: 1 }, note: 'hi' });
    expect(body.errors?.map(({ path }) => path).sort()).toEqual(['note', 'payment.amount']);
  });

  test('refuses 50,000 keys with a short answer', async () => {
    const many = Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [`k${i}`, 1]));
    const { body } = await expectRefused(400, { ...good, ...many });
    expect(body.errors?.length).toBeLessThanOrEqual(20);
    expect(body.detail.length).toBeLessThan(2_000);
  });

  test.each([
    ['a NUL', 'a\0b'],
    ['a lone surrogate', 'a\ud800b'],
    ['nothing', ''],
    ['too much', 'x'.repeat(201)],
  ])('refuses free text with %s', async (_what, reason) => {
    await expectRefused(400, { ...good, reason });
  });

  test('stores free text unchanged', async () => {
    for (const reason of [
      "'; drop table grants; --",
      '<script>alert(1)</script>',
      '\u202eabc\u200b',
      'e\u0301 é',
      '%_',
    ]) {
      expect((await grantTo(sandbox, 'bob', '1', { reason }))['reason']).toBe(reason);
    }
  });

  test.each(['.', '..', 'a b', 'a/b', "a'--", 'ä', '%00', '', 'x'.repeat(129), '../bob', '{}'])(
    'refuses %j as an id',
    async (customerId) => {
      await expectRefused(400, { ...good, customerId });
    },
  );

  test.each(['.', '..'])('%j is no id of the catalog, because no URL reaches it', async (id) => {
    for (const path of ['/v1/credit-types', '/v1/features', '/v1/plans', '/v1/products']) {
      const { status, body } = await sandbox.refused('POST', path, { id, name: 'T' });
      expect([status, body.errors?.map((error) => error.path)]).toEqual([400, expect.arrayContaining(['id'])]);
    }
  });

  test.each([
    ['year -1', '-000001-01-01T00:00:00Z'],
    ['year 1970', '1970-01-01T00:00:00Z'],
    ['year 9999', '9999-12-31T23:59:59Z'],
    ['no offset', '2026-11-30T12:00:00'],
    ['a date', '2026-11-30'],
    ['the 31st of a short month', '2026-11-31T12:00:00Z'],
    ['a number', 1_800_000_000_000],
    ['the past', '2026-01-01T00:00:00Z'],
  ])('refuses expiresAt: %s', async (_what, expiresAt) => {
    const { body } = await expectRefused(400, { ...good, expiresAt });
    expect(body.errors).toMatchObject([{ path: 'expiresAt' }]);
  });
});

describe('paths and queries', () => {
  const refusedGet = async (path: string) => (await sandbox.refused('GET', path)).status;

  test.each([
    '/v1/customers?nope=1',
    '/v1/customers?limit=0',
    '/v1/customers?limit=101',
    '/v1/customers?limit=1e1',
    '/v1/customers?limit=5&limit=6',
    '/v1/customers?__proto__=1',
    '/v1/customers?constructor=1',
    '/v1/customers/ada?x=1',
    '/v1/grants',
    '/v1/grants?customerId=ada&status=happy',
    "/v1/grants?customerId=ada'%20or%201=1",
    '/v1/customers/ada/ledger?creditTypeId=ai-tokens&order=sequence--',
    '/v1/customers/ada/ledger?creditTypeId=ai-tokens&from=yesterday',
    '/v1/customers/a%20b',
    '/v1/customers/%ff',
    '/v1/customers/a%00b',
    '/v1/plans/pro?version=0',
  ])('answers 400 for %s', async (path) => {
    expect(await refusedGet(path)).toBe(400);
  });

  test('accepts its cursors, and refuses any other form', async () => {
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const bad = [
      'x',
      '%F0%9F%99%82',
      encode({}),
      encode({ id: 'ada', more: 1 }),
      encode({ id: 'a b' }),
      encode({ id: '..' }),
      encode({ term: 'a', id: 'ada' }),
      encode({ id: 7 }),
      encode({ sequence: 1 }),
      `${encode({ id: 'ada' })}=`,
      'x'.repeat(2_000),
      encode(['ada']),
    ];
    for (const cursor of bad) {
      for (const list of ['/v1/customers?', '/v1/credit-types?', '/v1/api-keys?', '/v1/grants?customerId=ada&']) {
        expect([cursor, await refusedGet(`${list}cursor=${cursor}`)]).toEqual([cursor, 400]);
      }
    }
    // A cursor returns through the client, so its text follows the same rules as any other input.
    for (const term of ['', '\0', 'a\0', '\ud800', 'x'.repeat(257), 7]) {
      expect([term, await refusedGet(`/v1/customers?search=a&cursor=${encode({ term, id: 'a' })}`)]).toEqual([
        term,
        400,
      ]);
    }
    const entries = '/v1/customers/ada/ledger?creditTypeId=ai-tokens&cursor=';
    for (const place of [{ id: 'ada' }, { sequence: 0 }, { sequence: 1.5 }, { sequence: '1' }]) {
      expect(await refusedGet(entries + encode(place))).toBe(400);
    }
  });

  test.each(['/v1', '/v1/', '/v1/nope', '/v1/customers/ada/nope', '/nope', '/v1/customers/..', '/V1/customers'])(
    'answers 404 for %s',
    async (path) => {
      const answer = await sandbox.refused('GET', path);
      expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    },
  );

  test.each([
    '/v1/customers/nobody',
    '/v1/customers/nobody/balances',
    '/v1/customers/nobody/balances/ai-tokens',
    '/v1/customers/ada/balances/nothing',
    '/v1/customers/nobody/ledger?creditTypeId=ai-tokens',
    '/v1/customers/ada/ledger?creditTypeId=nothing',
    '/v1/grants?customerId=nobody',
    '/v1/grants/grt_nothing',
    '/v1/subscriptions?customerId=nobody',
    '/v1/subscriptions/sub_nothing',
    '/v1/credit-types/nothing',
    '/v1/features/nothing',
    '/v1/plans/nothing',
  ])('answers not_found for unknown objects: %s', async (path) => {
    expect(await refusedGet(path)).toBe(404);
  });
});
