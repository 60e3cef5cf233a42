/**
 * The store cannot take a write now (busy, full, gone); the same command may be sent again. Nothing was written, unless
 * the connection was lost during the commit: the command's key then leads to its result.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
