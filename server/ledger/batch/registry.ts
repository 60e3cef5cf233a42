import { adjust } from '../commands/adjust.js';
import { cancel } from '../commands/cancel.js';
import { changePlan } from '../commands/change-plan.js';
import type { CommandDefinition } from '../commands/definition.js';
import { event } from '../commands/event.js';
import { grant } from '../commands/grant.js';
import { grantEdit } from '../commands/grant-edit.js';
import { grantFail, grantPay } from '../commands/grant-payment.js';
import { grantVoid } from '../commands/grant-void.js';
import { subscribe } from '../commands/subscribe.js';
import { touch } from '../commands/touch.js';
import type { Head } from '../values/head.js';

/** Every kind of command. This is the only list of them: a new one is one file in `commands/` and one line here. */
const DEFINITIONS = [
  adjust,
  cancel,
  changePlan,
  event,
  grant,
  grantEdit,
  grantFail,
  grantPay,
  grantVoid,
  subscribe,
  touch,
] as const;

type Definition = (typeof DEFINITIONS)[number];

/** A request to change accounts or subscriptions: plain, structured-cloneable data. */
export type Command = Parameters<Definition['decide']>[0];

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;

/** A command without its head: what it asks for. */
export type Body = Without<Command, keyof Head>;

/** The actions that commands leave in the audit log. */
export type CommandAction = NonNullable<Definition['auditAs']>;

/** The definition of any kind. It is only called with a command of its own kind. */
type AnyDefinition = CommandDefinition<Command, CommandAction | null>;

const BY_KIND: ReadonlyMap<Command['kind'], AnyDefinition> = new Map(
  DEFINITIONS.map((definition: AnyDefinition) => [definition.kind, definition]),
);

/** @throws Error if no command has the kind */
export function definitionOf({ kind }: Command): AnyDefinition {
  const definition = BY_KIND.get(kind);
  if (!definition) throw new Error(`no command is of the kind ${kind}`);
  return definition;
}
