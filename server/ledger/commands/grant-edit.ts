import { defineCommand, needsGrant } from './definition.js';
import type { Grant, GrantChange, NamedGrant } from '../grants/grant.js';
import type { AccountBook } from '../accounts/book.js';
import { editGrant } from '../accounts/lifecycle.js';
import { formatAmount } from '../values/amount.js';
import { answerWithGrant, refuseForRange } from './grant.js';
import { type CommandContext, refuse, refuseForCreditType } from './context.js';
import { isWaiting, spoken } from '../grants/state.js';
import type { Head } from '../values/head.js';
import type { Result } from './result.js';

export type EditBody = NamedGrant & { readonly kind: 'grant.edit'; readonly change: GrantChange };

function decideEdit(command: Head & EditBody, context: CommandContext): Result {
  const { change } = command;
  const book = context.book(command.account);
  const grant = book.grant(command.grantId);
  if (!grant) return refuse('grant_not_found', `There is no grant ${command.grantId}.`);
  const isMore = change.amount !== undefined && change.amount > grant.amount;
  const refusedType = isMore ? refuseForCreditType(context, command.account.creditTypeId) : null;
  if (refusedType) return refusedType;
  if (grant.endedAs !== null) return refuse('grant_ended', `Grant ${grant.id} has ended: ${grant.endedAs}.`);
  const refusal = refusalOfDates(grant, change, book) ?? refusalOfTerms(grant, change, book);
  if (refusal) return refusal;
  const reason = change.reason ?? null;
  editGrant(book, grant.id, change, { source: { type: 'grant', id: grant.id }, actor: command.actor, reason });
  return answerWithGrant(book, grant.id);
}

function refusalOfDates(grant: Grant, change: GrantChange, { nowMs }: AccountBook): Result | null {
  const { effectiveAtMs, expiresAtMs } = { ...grant, ...change };
  if (change.effectiveAtMs !== undefined) {
    if (!isWaiting(grant)) return refuse('grant_started', `Grant ${grant.id} has started: that cannot be moved.`);
    if (effectiveAtMs <= nowMs) return refuse('invalid_field', 'must lie in the future', { field: 'effectiveAt' });
  }
  if (change.expiresAtMs !== undefined && expiresAtMs !== null && expiresAtMs <= nowMs) {
    return refuse('invalid_field', 'must lie in the future', { field: 'expiresAt' });
  }
  if (expiresAtMs === null || expiresAtMs > effectiveAtMs) return null;
  // Names the field that the request changed.
  const field = change.expiresAtMs === undefined ? 'effectiveAt' : 'expiresAt';
  return refuse('invalid_field', 'would leave expiresAt no later than effectiveAt', { field });
}

function refusalOfTerms(grant: Grant, change: GrantChange, book: AccountBook): Result | null {
  if (change.reason === null && grant.category === 'promotional') {
    return refuse('invalid_field', 'is required for a promotional grant', { field: 'reason' });
  }
  if (change.amount === undefined) return null;
  if (change.amount < spoken(grant)) {
    const used = formatAmount(spoken(grant));
    return refuse('invalid_field', `must not be below what was used, ${used}`, { field: 'amount' });
  }
  const added = change.amount - grant.amount;
  return added > 0n ? refuseForRange(book, added) : null;
}

export const grantEdit = defineCommand({
  kind: 'grant.edit',
  needs: needsGrant,
  decide: decideEdit,
  auditAs: 'grant.edit',
  readsSubscriptions: false,
});
