import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../server/client/client.js';
import { openSandbox, type Sandbox } from '../support/sandbox.js';
import { runSnippet, snippet } from './snippets.js';

const customerId = 'customer-2cd9b7';
let sandbox: Sandbox;
let credits: Client;

beforeAll(async () => {
  sandbox = await openSandbox();
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    const { pathname, search } = new URL(url as string);
    return sandbox.app.request(pathname + search, init);
  };
  credits = createClient({ baseUrl: 'http://sandbox.test', apiKey: sandbox.apiKey, fetch });
  const unit = { singular: 'one', plural: 'many' };
  await credits.creditTypes.create({ id: 'ai-credits', name: 'AI credits', unit });
  await credits.features.create({
    ...{ id: 'actions', name: 'Actions', unit },
    meter: { eventName: 'credit-consuming-action', aggregation: 'sum', property: 'actionTokens' },
    defaultRates: [{ creditTypeId: 'ai-credits', credits: 1, units: 100 }],
  });
  await credits.customers.put(customerId);
  await credits.grants.create({ customerId, creditTypeId: 'ai-credits', amount: 10, category: 'paid' });
});
afterAll(() => sandbox.close());

test('the events page reads the balance, then reports the event once', async () => {
  expect(await runSnippet(snippet('events.md', 'balance'), { credits }, 'balance')).toBe('10');
  const finishedAt = new Date().toISOString();
  const report = () => runSnippet(snippet('events.md', 'report'), { credits, finishedAt });
  for (let times = 0; times < 2; times += 1) await report();
  expect(await runSnippet(snippet('events.md', 'balance'), { credits }, 'balance')).toBe('8.5');
  const { data } = await credits.events.search({ customerId });
  expect(data).toMatchObject([
    { eventName: 'credit-consuming-action', userId: 'user-123', charges: [{ featureId: 'actions', amount: '1.5' }] },
  ]);
});

test('the snippet also handles balances below zero and zero', async () => {
  await credits.customers.put('broke');
  const code = snippet('events.md', 'balance').replace(customerId, 'broke');
  expect(await runSnippet(code, { credits }, 'Number(balance) > 0')).toBe(false);
});
