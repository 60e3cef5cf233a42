import { expect, test } from 'vitest';
import { OutcomeUnknown, StoreUnavailable } from '../../ports/unavailable.js';
import { CommitUnknown } from './connection.js';
import { failureOf } from './errors.js';

const withCode = (code: string) => Object.assign(new Error('said by the server or by Node'), { code });

test.each([
  ['a serialization failure', withCode('40001'), 'passing'],
  ['a deadlock', withCode('40P01'), 'passing'],
  ['a lock timeout', withCode('55P03'), 'passing'],
  ['a connection that failed', withCode('08006'), 'passing'],
  ['a server that shuts down', withCode('57P01'), 'passing'],
  ['a server that starts', withCode('57P03'), 'passing'],
  ['a standby after a failover', withCode('25006'), 'passing'],
  ['a refused connection', withCode('ECONNREFUSED'), 'passing'],
  ['a reset connection', withCode('ECONNRESET'), 'passing'],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), 'passing'],
  ['a connection that fell silent', new Error('Query read timeout'), 'passing'],
  ['a commit without an answer', new CommitUnknown('lost'), 'passing'],
  ['an error that drizzle wraps', new Error('Failed query', { cause: withCode('40P01') }), 'passing'],

  ['a full disk', withCode('53100'), 'exhausted'],
  ['too many connections', withCode('53300'), 'exhausted'],
  ['a statement timeout', withCode('57014'), 'exhausted'],
  ['a pool whose connections are all in use', new Error('timeout exceeded when trying to connect'), 'exhausted'],
  ['an address that never answers', new Error('Connection terminated due to connection timeout'), 'exhausted'],
  ['a closed store', new Error('Cannot use a pool after calling end on the pool'), 'exhausted'],
  ['an unavailable store', new StoreUnavailable('full'), 'exhausted'],

  [
    'a write whose outcome an inner loop left unknown',
    new OutcomeUnknown('lost', { cause: withCode('ECONNRESET') }),
    'unexpected',
  ],
  ['a constraint', withCode('23514'), 'unexpected'],
  ['a missing right', withCode('42501'), 'unexpected'],
  ['a programming error', new TypeError('x is not a function'), 'unexpected'],
  ['a thrown value that is not an error', 'text', 'unexpected'],
])('%s', (_, error, meaning) => {
  expect(failureOf(error)).toBe(meaning);
});
