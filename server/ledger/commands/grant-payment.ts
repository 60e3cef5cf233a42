import { defineCommand, needsGrant } from './definition.js';
import { failGrant, payGrant } from '../accounts/lifecycle.js';
import type { NamedGrant } from '../grants/grant.js';
import { answerWithGrant } from './grant.js';
import { type CommandContext, refuse } from './context.js';
import type { Head } from '../values/head.js';
import type { Result } from './result.js';

export type PaymentBody = NamedGrant & { readonly kind: 'grant.pay' | 'grant.fail'; readonly reason: string | null };

/** Records the result of a payment. A repeat answers with the grant as it is now (semantics: Grants). */
function decidePayment(command: Head & PaymentBody, context: CommandContext): Result {
  const book = context.book(command.account);
  const grant = book.grant(command.grantId);
  if (!grant) return refuse('grant_not_found', `There is no grant ${command.grantId}.`);
  const { payment } = grant;
  if (payment?.mode !== 'external') {
    return refuse('payment_not_pending', `Grant ${grant.id} never waited for a payment.`);
  }
  const status = command.kind === 'grant.pay' ? 'paid' : 'failed';
  if (payment.status === status) return answerWithGrant(book, grant.id);
  if (payment.status !== 'pending') {
    return refuse('payment_not_pending', `The payment of grant ${grant.id} is ${payment.status} already.`);
  }
  if (grant.endedAs !== null) {
    return refuse('grant_ended', `Grant ${grant.id} was ${grant.endedAs} before its payment.`);
  }
  const cause = { source: { type: 'grant', id: grant.id }, actor: command.actor, reason: command.reason };
  if (status === 'paid') payGrant(book, grant.id, { ...payment, status }, cause);
  else {
    failGrant(book, grant.id, { ...payment, status }, cause);
    context.releaseCauseOf(grant.id);
  }
  return answerWithGrant(book, grant.id);
}

const PAYMENT = { needs: needsGrant, decide: decidePayment, readsSubscriptions: false } as const;

export const grantPay = defineCommand({
  ...PAYMENT,
  kind: 'grant.pay',
  auditAs: 'grant.markPaid',
});

export const grantFail = defineCommand({
  ...PAYMENT,
  kind: 'grant.fail',
  auditAs: 'grant.markFailed',
});
