import type { Author } from './refs.js';

export type Head = Author & {
  /** Made before queueing and the same on every retry; the id of the event, grant or subscription it creates. */
  readonly id: string;
  /** The lock, the shard and the scope of idempotency. */
  readonly customerId: string;
  /** Absent for `touch`, and for what is only simulated. The fingerprint is a digest of the request as it was sent. */
  readonly key: { readonly operation: string; readonly value: string; readonly fingerprint: string } | null;
  /** An outside cause, such as a payment: it leads to at most one effect per customer. */
  readonly cause: string | null;
};
