import { answerWithGrant } from './decide-grant.js';
import { type Deciding, refuse } from './decision.js';
import type { Head, PaymentBody, Result } from './protocol.js';

/**
 * What became of the payment that a grant waits for. Told again, it answers with the grant as it is now (semantics:
 * grants).
 */
export function decidePayment(command: Head & PaymentBody, deciding: Deciding): Result {
  const book = deciding.book(command.account);
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
  if (status === 'paid') book.pay(grant.id, { ...payment, status }, cause);
  else book.fail(grant.id, { ...payment, status }, cause);
  return answerWithGrant(book, grant.id);
}
