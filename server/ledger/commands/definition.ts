import type { Catalog } from '../catalog/catalog.js';
import type { Head } from '../values/head.js';
import type { Ms } from '../values/refs.js';
import type { CommandContext } from './context.js';
import type { Result } from './result.js';
import type { CustomerSnapshot, Needs } from './snapshot.js';

type AnyCommand = Head & { readonly kind: string };

/** One kind of command. Each file of this folder defines one; the registry lists them. */
export type CommandDefinition<Command extends AnyCommand, Action extends string | null> = {
  readonly kind: Command['kind'];
  /** What the store loads for the command besides its customer. */
  needs(command: Command, customer: CustomerSnapshot, catalog: Catalog, nowMs: Ms): Needs;
  /** Decides the command on what was loaded. Everything it changes goes through the context. */
  decide(command: Command, context: CommandContext): Result;
  /** The action in the audit log; `null` for usage, which is too frequent, and for commands that the server sends. */
  readonly auditAs: Action;
  /** `true` if subscriptions decide the result. The command is deferred if its batch changes one of the customer. */
  readonly readsSubscriptions: boolean;
};

/** Types a definition by the command that `decide` takes. */
export const defineCommand = <Command extends AnyCommand, const Action extends string | null>(
  definition: Pick<CommandDefinition<Command, Action>, 'decide' | 'auditAs'> &
    Omit<CommandDefinition<NoInfer<Command>, Action>, 'decide' | 'auditAs'>,
): CommandDefinition<Command, Action> => definition;

/** A command that needs nothing but its customer. */
export const NO_NEEDS: Needs = { accounts: [], grants: [], priced: null };

/** The needs of a command that names a grant. */
export const needsGrant = ({ account, grantId }: Needs['grants'][number]): Needs => ({
  ...NO_NEEDS,
  accounts: [account],
  grants: [{ account, grantId }],
});

/** The needs of a command that names an account. */
export const needsAccount = ({ account }: Pick<Needs['grants'][number], 'account'>): Needs => ({
  ...NO_NEEDS,
  accounts: [account],
});
