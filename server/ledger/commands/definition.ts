import type { Catalog } from '../catalog/catalog.js';
import type { Head } from '../values/head.js';
import type { Ms } from '../values/refs.js';
import type { CommandContext } from './context.js';
import type { Result } from './result.js';
import type { CustomerSnapshot, Needs } from './snapshot.js';

/** One kind of command. Each file of this folder defines at least one, and the registry lists them. */
export type CommandDefinition<Body extends { readonly kind: string }> = {
  readonly kind: Body['kind'];
  needs(command: Head & Body, customer: CustomerSnapshot, catalog: Catalog, nowMs: Ms): Needs;
  decide(command: Head & Body, context: CommandContext): Result;
  /**
   * The action in the audit log. `null` if the entries already name the actor, or if the server itself sent the
   * command.
   */
  readonly auditAs: string | null;
  /** Whether subscriptions affect the decision. If so, the command waits for the batch after a change of them. */
  readonly readsSubscriptions: boolean;
};

export const NO_NEEDS: Needs = { accounts: [], grants: [], priced: null };

export const needsGrant = ({ account, grantId }: Needs['grants'][number]): Needs => ({
  ...NO_NEEDS,
  accounts: [account],
  grants: [{ account, grantId }],
});

export const needsAccount = ({ account }: Pick<Needs['grants'][number], 'account'>): Needs => ({
  ...NO_NEEDS,
  accounts: [account],
});
