import type { Author } from './refs.js';

export type Head = Author & {
  /** Made before queueing and kept on every retry. It becomes the id of the created event, grant or subscription. */
  readonly id: string;
  readonly customerId: string;
  /** `null` for `touch` and for simulated commands. The fingerprint is a digest of the request. */
  readonly key: { readonly operation: string; readonly value: string; readonly fingerprint: string } | null;
  /** An outside cause, such as a payment, which can have one effect per customer. */
  readonly cause: string | null;
};
