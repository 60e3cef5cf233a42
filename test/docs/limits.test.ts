import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The test that measures each row of the table of limits in docs/operations.md: its file, and a part of its name. */
const MEASURED: Readonly<Record<string, readonly [file: string, name: string]>> = {
  'request body': ['test/http/hostile-input.test.ts', 'accepts 64 KB and refuses one more byte'],
  'request headers': ['server/compose/listen.test.ts', 'headers above 8 KB are refused'],
  'time to receive the headers': ['server/compose/listen.test.ts', 'ends a connection that sends %s'],
  'time to receive a request': ['server/compose/listen.test.ts', 'is 5 s for the headers and 10 s in all'],
  'a client that takes no data': [
    'server/compose/listen.test.ts',
    'a client that takes nothing of its answer is cut off',
  ],
  'idle connection': ['server/compose/listen.test.ts', 'is kept for 72 s'],
  connections: ['server/compose/listen.test.ts', 'is limited: one more is closed at once'],
  ids: ['test/http/documented-limits.test.ts', 'ids have 1 to 128 characters'],
  'e-mail of a customer': ['test/http/documented-limits.test.ts', 'an e-mail has up to 254 characters'],
  'idempotency key': ['test/http/documented-limits.test.ts', 'an idempotency key has 1 to 255 characters'],
  'page of a list': ['test/http/documented-limits.test.ts', 'a page has 1 to 100 items'],
  'page of balances': ['test/http/many-pools.test.ts', 'come %s, each pool once'],
  'page of balances with `include` or `at`': ['test/http/many-pools.test.ts', 'of the past come 100 at once'],
  'pools in a snapshot': ['test/http/many-pools.test.ts', 'a snapshot has the pools without a resource'],
  'events of a batch': ['test/http/documented-limits.test.ts', 'a batch has up to 1,000 events in 1 MB'],
  'dimensions of an event': ['test/http/documented-limits.test.ts', 'an event has up to 50 dimensions'],
  metadata: ['test/http/documented-limits.test.ts', 'metadata has up to 50 pairs'],
  'features of a plan': ['test/http/documented-limits.test.ts', 'a plan has up to 200 features'],
  'customer token': ['test/http/documented-limits.test.ts', 'a customer token lives for 30 s to 1 h'],
  'waiting commands': ['test/engine/failures.test.ts', 'refuses commands beyond the limit of each lane'],
  'requests of an API key': ['server/access/rate-limits.test.ts', 'the default limit of a %s is taken'],
  'requests with unknown API keys': ['test/http/token-revocation.test.ts', 'wrong keys are slowed down'],
  'requests of a customer': ['server/access/rate-limits.test.ts', 'the default limit of a %s is taken'],
  streams: ['test/streaming/hub.test.ts', 'a server has twenty thousand streams at most'],
  'a stream whose reader takes no data': ['test/streaming/subscriber.test.ts', 'is stuck after thirty seconds'],
};

const source = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const rows = (source('docs/operations.md').split('\n## Limits\n')[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (what |-)/.test(line))
  .map((line) => line.split('|')[1]?.trim() ?? '');

test('each row of the table of limits has a test that measures it', () => {
  expect(rows).toEqual(Object.keys(MEASURED));
});

test.each(Object.entries(MEASURED))('%s is measured by a test that exists', (_row, [file, name]) => {
  expect(source(file)).toContain(name);
});
