import { StoreUnavailable } from '../../ports/unavailable.js';
import { CommitUnknown } from './connection.js';

/** Serialization failure, deadlock, lock timeout: nothing is wrong but the moment. */
const PASSING = /^(40001|40P01|55P03)$/;
/** The connection or its server went away, or the server that is left takes no writes. */
const LOST = /^(08...|57P0[1-3]|25006)$/;
/** Out of room, connections or time: trying again at once would make it worse. */
const EXHAUSTED = /^(53...|57014|58030)$/;
/** What the driver and Node say of a connection, where the server could not say it. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout)/;
/** The driver gave up waiting for a connection, or the store was closed while somebody waited to try again. */
const NO_CONNECTION =
  /^(timeout ex|Connection terminated due to connection timeout|Cannot use a pool after calling end)/;
const CODE_OF_NODE = /^E[A-Z_]{3,}$/;

export type Failure = 'passing' | 'exhausted' | 'unexpected';

/** What an error means for the transaction that it ended: whether the whole of it is worth another attempt. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StoreUnavailable) return 'exhausted';
  if (error instanceof CommitUnknown) return 'passing';
  for (let each = error; each instanceof Error; each = each.cause) {
    const code = 'code' in each && typeof each.code === 'string' ? each.code : '';
    if (EXHAUSTED.test(code) || NO_CONNECTION.test(each.message)) return 'exhausted';
    if (PASSING.test(code) || LOST.test(code) || CODE_OF_NODE.test(code) || BROKEN.test(each.message)) return 'passing';
  }
  return 'unexpected';
}
