import { ACCOUNT_RANGE, formatAmount } from './amount.js';
import { type Deciding, poolAnswer, refuse, refuseForCredits } from './decision.js';
import type { AdjustBody, Head, Result } from './protocol.js';

/** Takes credits away directly, in burn order; beyond what is available only where that was asked for. */
export function decideAdjustment(command: Head & AdjustBody, deciding: Deciding): Result {
  const { account, amount, reason } = command;
  if (!deciding.catalog.creditTypes.has(account.creditTypeId)) {
    return refuse('credit_type_not_found', `There is no credit type ${account.creditTypeId}.`);
  }
  const book = deciding.book(account);
  if (book.balance - amount < -ACCOUNT_RANGE) {
    const range = formatAmount(ACCOUNT_RANGE);
    return refuse('amount_out_of_range', `Pool ${account.creditTypeId} cannot go below -${range}.`);
  }
  if (amount > book.available && !command.mayOverdraw) {
    return refuseForCredits(book, amount, amount - book.available, 'hard');
  }
  const allocations = book.burn('adjusted', amount, {
    source: { type: 'adjustment', id: command.id },
    actor: command.actor,
    reason,
  });
  const adjustment = {
    account,
    amount: formatAmount(amount),
    reason,
    ...poolAnswer(book),
    allocations: allocations.map((part) => ({ ...part, amount: formatAmount(part.amount) })),
  };
  return { status: 'done', answer: { kind: 'adjustment', adjustment } };
}
