import { defineCommand, needsGrant } from './definition.js';
import { voidGrant } from '../accounts/lifecycle.js';
import type { Head } from '../values/head.js';
import { type CommandContext, refuse } from './context.js';
import type { Result } from './result.js';
import { answerWithGrant } from './grant.js';
import type { NamedGrant } from '../grants/grant.js';

export type VoidBody = NamedGrant & { readonly kind: 'grant.void'; readonly reason: string | null };

/** Takes back the remainder. A repeat answers with the grant as it is. */
function decideVoid(command: Head & VoidBody, context: CommandContext): Result {
  const book = context.book(command.account);
  const grant = book.grant(command.grantId);
  if (!grant) return refuse('grant_not_found', `There is no grant ${command.grantId}.`);
  if (grant.endedAs !== null && grant.endedAs !== 'voided') {
    return refuse('grant_ended', `Grant ${grant.id} has ended, as ${grant.endedAs}: nothing is left.`);
  }
  if (grant.endedAs === null) {
    // No payment can arrive any more, so its reference may fund another grant.
    if (grant.phase === 'pending') context.releaseCauseOf(grant.id);
    voidGrant(book, grant.id, {
      source: { type: 'grant', id: grant.id },
      actor: command.actor,
      reason: command.reason,
    });
  }
  return answerWithGrant(book, command.grantId);
}

export const grantVoid = defineCommand({
  kind: 'grant.void',
  needs: needsGrant,
  decide: decideVoid,
  auditAs: 'grant.void',
  readsSubscriptions: false,
});
