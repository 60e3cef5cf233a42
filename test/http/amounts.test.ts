import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digest, grantTo, openSandbox, type Sandbox, seed } from '../support/sandbox.js';

// semantics: Amounts. Every field refuses inexact amounts with 400, and nothing changes.

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

/** JSON texts, because JavaScript has no value for some of them. */
const HOSTILE = [
  '"NaN"',
  '"Infinity"',
  '"-Infinity"',
  '"1e3"',
  '"1e-20"',
  '"1e309"',
  '"-0"',
  '"-1"',
  '""',
  '" 7 "',
  '"7\\n"',
  '"0x10"',
  '"1_000"',
  '"1,5"',
  '"١٢"',
  '"+1"',
  '".5"',
  '"5."',
  '"007"',
  '"1.0000001"',
  '"1.0000000000000001"',
  '"1000000000000.000001"',
  '"9223372036854775808"',
  `"${'9'.repeat(400)}"`,
  '"constructor"',
  '1.5',
  '-1',
  '-0',
  '1e309',
  '9007199254740993',
  'true',
  'null',
  '[]',
  '["1"]',
  '{}',
];

const grant = (amount: string) =>
  `{"customerId":"ada","creditTypeId":"ai-tokens","category":"paid","amount":${amount}}`;
const quantity = (text: string) =>
  `{"customerId":"ada","idempotencyKey":"k","featureId":"emails","quantity":${text},"enforce":false}`;
const summed = (text: string) =>
  `{"customerId":"ada","idempotencyKey":"k","eventName":"llm.call","dimensions":{"tokens":${text}}}`;

describe.each([
  ['a grant', '/v1/grants', grant],
  ['the quantity of an event', '/v1/events', quantity],
  ['a dimension that is summed', '/v1/events', summed],
] as const)('%s', (_where, path, body) => {
  test.each(HOSTILE)('refuses %s', async (text) => {
    const answer = await sandbox.refused('POST', path, body(text));
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect(answer.body.errors?.length).toBeGreaterThan(0);
    expect(await digest(sandbox, 'ada')).toBe(before);
  });
});

test('refuses a grant of zero', async () => {
  for (const amount of ['"0"', '0', '"0.000000"']) {
    expect((await sandbox.refused('POST', '/v1/grants', grant(amount))).status).toBe(400);
  }
  expect(await digest(sandbox, 'ada')).toBe(before);
});

test('accepts usage of zero and burns nothing', async () => {
  for (const [path, body] of [
    ['/v1/events', quantity('0').replace('"k"', '"zero-1"')],
    ['/v1/events', summed('"0"').replace('"k"', '"zero-2"')],
  ] as const) {
    const answer = await sandbox.request('POST', path, body);
    expect(answer.status).toBe(200);
    expect(answer.body['charges']).toMatchObject([{ amount: '0' }]);
  }
  expect(await digest(sandbox, 'ada')).toBe(before);
});

test('keeps the smallest and the largest amount exact', async () => {
  expect(await grantTo(sandbox, 'bob', '0.000001')).toMatchObject({ amount: '0.000001' });
  expect(await grantTo(sandbox, 'bob', '1000000000000')).toMatchObject({ amount: '1000000000000' });
  const { body } = await sandbox.request('GET', '/v1/customers/bob/balances/ai-tokens');
  expect(body['balance']).toBe('1000000000000.000001');
});
