/** The values that everything in the protocol is made of. */

/** Millionths of a credit, or of a unit of usage. */
export type Micro = bigint;
/** Milliseconds since 1970, UTC. */
export type Ms = number;

/** One customer × one credit type × one resource (`''`: the general pool). */
export type AccountRef = {
  readonly customerId: string;
  readonly creditTypeId: string;
  readonly resourceId: string;
};

export type ActorRef = { readonly type: 'operator' | 'apiKey' | 'customer' | 'system'; readonly id: string };

/** Who asks for a change, and by which request; null: by none, as the server's own work. */
export type Author = { readonly actor: ActorRef; readonly requestId: string | null };
