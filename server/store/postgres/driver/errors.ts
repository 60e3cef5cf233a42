import { OutcomeUnknown, StoreUnavailable } from '../../ports/unavailable.js';
import { CommitUnknown } from './connection.js';

/** A serialization failure, deadlock or lock timeout. Another attempt can succeed. */
const PASSING = /^(40001|40P01|55P03)$/;
/** The connection or its server is gone, or the server takes no writes after a failover. */
const LOST = /^(08...|57P0[1-3]|25006)$/;
/** Out of space, connections or time. An immediate attempt would make it worse. */
const EXHAUSTED = /^(53...|57014|58030)$/;
/** Messages of the driver about broken connections, which have no code of the server. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/;
/** No connection was free in time, or the store was closed before another attempt. */
const NO_CONNECTION =
  /^(timeout ex|Connection terminated due to connection timeout|Cannot use a pool after calling end)/;
const CODE_OF_NODE = /^E[A-Z_]{3,}$/;

export type Failure = 'passing' | 'exhausted' | 'unexpected';

/** A `passing` failure is worth another attempt of the whole transaction. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StoreUnavailable) return 'exhausted';
  // An outer loop must not repeat what an inner one gave up, although the cause is a lost connection.
  if (error instanceof OutcomeUnknown) return 'unexpected';
  if (error instanceof CommitUnknown) return 'passing';
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = 'code' in each && typeof each.code === 'string' ? each.code : '';
    if (EXHAUSTED.test(code) || NO_CONNECTION.test(each.message)) return 'exhausted';
    if (PASSING.test(code) || LOST.test(code) || CODE_OF_NODE.test(code) || BROKEN.test(each.message)) return 'passing';
  }
  return 'unexpected';
}
