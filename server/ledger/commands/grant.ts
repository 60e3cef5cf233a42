import { defineCommand, needsAccount } from './definition.js';
import { DAY_MS, type AccountRef, type Micro, type Ms } from '../values/refs.js';
import type { Grant, GrantTerms } from '../grants/grant.js';
import { ACCOUNT_RANGE, formatAmount } from '../values/amount.js';
import { type CommandContext, poolAnswer, refuse, refuseErased, refuseForCreditType } from './context.js';
import { grantAnswer } from '../grants/answer.js';
import type { AccountBook } from '../accounts/book.js';
import { addGrant } from '../accounts/lifecycle.js';
import type { Head } from '../values/head.js';
import type { Result } from './result.js';

const MOST_PAST_DAYS = 35;

export type GrantBody = { readonly kind: 'grant'; readonly account: AccountRef; readonly terms: GrantTerms };

/** Creates a grant: active, scheduled, or pending until it is paid (semantics: Grants). */
function decideGrant(command: Head & GrantBody, context: CommandContext): Result {
  const { account, terms } = command;
  if (context.customer.isErased) return refuseErased(account.customerId);
  const refusedType = refuseForCreditType(context, account.creditTypeId);
  if (refusedType) return refusedType;
  const book = context.book(account);
  const { nowMs } = book;
  const effectiveAtMs = terms.effectiveAtMs ?? nowMs;
  const refusal =
    refuseForDates(effectiveAtMs, terms.expiresAtMs, nowMs) ??
    refuseForCause(command, context) ??
    refuseForRange(book, terms.amount);
  if (refusal) return refusal;
  const { payment, phase } = startOf(terms, effectiveAtMs, nowMs);
  const grant: Grant = {
    ...terms,
    id: command.id,
    account,
    actor: command.actor,
    effectiveAtMs,
    payment,
    remaining: terms.amount,
    reserved: 0n,
    consumed: 0n,
    repaid: 0n,
    expired: 0n,
    voided: 0n,
    adjusted: 0n,
    phase,
    endedAs: null,
    endedAtMs: null,
    depletedSeq: null,
    dueAtMs: phase === 'scheduled' ? effectiveAtMs : phase === 'active' ? terms.expiresAtMs : null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  addGrant(book, grant, {
    source: { type: terms.source, id: command.id },
    actor: command.actor,
    reason: terms.reason,
  });
  return answerWithGrant(book, command.id);
}

/** A start in the past counts for the term: the credits arrive now (semantics: Grants). */
function refuseForDates(effectiveAtMs: Ms, expiresAtMs: Ms | null, nowMs: Ms): Result | null {
  if (effectiveAtMs < nowMs - MOST_PAST_DAYS * DAY_MS) {
    return refuse('invalid_field', `must be at most ${MOST_PAST_DAYS} days in the past`, { field: 'effectiveAt' });
  }
  if (expiresAtMs === null || (expiresAtMs > effectiveAtMs && expiresAtMs > nowMs)) return null;
  return refuse('invalid_field', 'must be later than now and than effectiveAt', { field: 'expiresAt' });
}

function refuseForCause({ cause }: Head, context: CommandContext): Result | null {
  if (cause === null || !context.isUsed(cause)) return null;
  return refuse('payment_reference_used', 'The payment reference was used for another grant.');
}

/** A grant with an open payment is pending, whatever its dates say. */
function startOf({ payment }: GrantTerms, effectiveAtMs: Ms, nowMs: Ms): Pick<Grant, 'payment' | 'phase'> {
  const isPending = payment?.mode === 'external';
  const phase = isPending ? 'pending' : effectiveAtMs > nowMs ? 'scheduled' : 'active';
  return { phase, payment: payment && { ...payment, status: isPending ? 'pending' : 'paid' } };
}

/** The remainders and the waiting amounts must fit into the range of the account, or a grant would fail to activate. */
export function refuseForRange(book: AccountBook, added: Micro): Result | null {
  if (book.committed + added <= ACCOUNT_RANGE) return null;
  const range = formatAmount(ACCOUNT_RANGE);
  return refuse('amount_out_of_range', `The credits left and the waiting grants of a pool add up to at most ${range}.`);
}

export function answerWithGrant(book: AccountBook, grantId: string): Result {
  const grant = book.grant(grantId);
  if (!grant) throw new Error(`grant ${grantId} is not in its account`);
  const answered = grantAnswer(grant, book.position(grantId));
  return { status: 'done', answer: { kind: 'grant', grant: answered, pool: poolAnswer(book) } };
}

export const grant = defineCommand({
  kind: 'grant',
  needs: needsAccount,
  decide: decideGrant,
  auditAs: 'grant.create',
  readsSubscriptions: false,
});
