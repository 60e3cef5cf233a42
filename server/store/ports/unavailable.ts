/** The store cannot accept the request now (busy, full, gone). Nothing was written; the same command may be sent again. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/**
 * The store was lost during the commit of a write, so the write may or may not be durable. The same command with the same
 * key leads to the one result.
 */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}
