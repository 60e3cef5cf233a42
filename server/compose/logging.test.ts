import { DrizzleQueryError } from 'drizzle-orm/errors';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../store/ports/unavailable.js';
import { errorRecord, safeLogger } from './logging.js';

const WORDS = ['grace@private.example', 'Secretname', 'insert into'];

/** The error of a driver for a row that breaks a rule, as drizzle passes it on. */
function leaking(): Error {
  const cause = Object.assign(new Error('the row of Secretname violates'), {
    ...{ name: 'error', code: '23514', constraint: 'name_check', table: 'customers', severity: 'ERROR' },
    ...{ detail: 'Failing row contains (grace@private.example)', where: 'insert into customers' },
  });
  cause.stack = `error: ${cause.message}\n    at Parser.parse (/app/node_modules/pg-protocol/dist/parser.js:285:98)`;
  const error = new DrizzleQueryError('insert into customers values ($1)', ['grace@private.example'], cause);
  error.stack = `Error: ${error.message}\n    at query (file:///app/node_modules/drizzle-orm/session.js:1:2)`;
  return error;
}

function logged(err: unknown): string {
  const lines: string[] = [];
  safeLogger(pino({}, { write: (line: string) => lines.push(line) })).error({ err }, 'failed');
  return lines.join('');
}

describe('a logged error', () => {
  test('of a driver has its names and frames, and none of its values, also as a cause', () => {
    const wrapped = new StoreUnavailable('PostgreSQL cannot take it now', { cause: leaking() });
    for (const error of [leaking(), wrapped, new AggregateError([leaking()])]) {
      const line = logged(error);
      for (const word of WORDS) expect(line).not.toContain(word);
      for (const told of ['23514', 'name_check', 'customers', 'parser.js:285:98']) expect(line).toContain(told);
    }
    expect(logged(wrapped)).toContain('PostgreSQL cannot take it now');
  });

  test('of a parser does not quote its input', () => {
    const error = (() => {
      try {
        return JSON.parse('grace@private.example') as Error;
      } catch (thrown) {
        return thrown;
      }
    })();
    expect((error as Error).message).toContain('grace');
    expect(logged(error)).not.toContain('grace');
  });

  test('of this package keeps its message', () => {
    expect(errorRecord(new StoreUnavailable('the store is closed'))).toMatchObject({
      ...{ type: 'StoreUnavailable', message: 'the store is closed' },
      stack: expect.stringContaining('logging.test') as unknown,
    });
  });

  test('takes no line of its message for a frame', () => {
    const error = new RangeError('x\n    at grace@private.example (file:///x.ts:1:1)');
    Object.assign(error, { name: 'SqliteError' });
    expect(logged(error)).not.toContain('grace');
  });

  test('that is no error, or has no end of causes, is logged as well', () => {
    expect(errorRecord('grace@private.example')).toEqual({ type: 'string' });
    const endless = new Error('endless');
    endless.cause = endless;
    expect(JSON.stringify(errorRecord(endless)).match(/"type"/g)).toHaveLength(6);
  });
});
