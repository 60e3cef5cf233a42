/** Millionths of a credit, or of a unit of usage. */
export type Micro = bigint;
/** Milliseconds since 1970, UTC. */
export type Ms = number;
export const DAY_MS: Ms = 86_400_000;

/** One customer's credits of one type and one resource; `resourceId` is `''` for the general pool. */
export type AccountRef = {
  readonly customerId: string;
  readonly creditTypeId: string;
  readonly resourceId: string;
};

export type ActorRef = { readonly type: 'operator' | 'apiKey' | 'customer' | 'system'; readonly id: string };

/** The actor of a change and its request; `requestId` is `null` for the server's own work. */
export type Author = { readonly actor: ActorRef; readonly requestId: string | null };
