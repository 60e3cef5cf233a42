import { defineCommand, needsAccount } from './definition.js';
import { burn } from '../accounts/burn.js';
import type { AccountRef, Micro } from '../values/refs.js';
import { ACCOUNT_RANGE, formatAmount } from '../values/amount.js';
import { type CommandContext, poolAnswer, refuse, refuseForCredits } from './context.js';
import type { Head } from '../values/head.js';
import type { Result } from './result.js';

export type AdjustBody = {
  readonly kind: 'adjust';
  readonly account: AccountRef;
  readonly amount: Micro;
  readonly mayOverdraw: boolean;
  readonly reason: string;
};

/** Takes credits in burn order, and more than the available ones only with `mayOverdraw`. */
function decideAdjustment(command: Head & AdjustBody, context: CommandContext): Result {
  const { account, amount, reason } = command;
  if (!context.catalog.creditTypes.has(account.creditTypeId)) {
    return refuse('credit_type_not_found', `There is no credit type ${account.creditTypeId}.`);
  }
  const book = context.book(account);
  if (book.balance - amount < -ACCOUNT_RANGE) {
    const range = formatAmount(ACCOUNT_RANGE);
    return refuse('amount_out_of_range', `Pool ${account.creditTypeId} cannot go below -${range}.`);
  }
  if (amount > book.available && !command.mayOverdraw) {
    return refuseForCredits(book, amount, amount - book.available, 'hard');
  }
  const allocations = burn(book, 'adjusted', amount, {
    source: { type: 'adjustment', id: command.id },
    actor: command.actor,
    reason,
  });
  const adjustment = {
    account,
    amount,
    reason,
    ...poolAnswer(book),
    allocations,
  };
  return { status: 'done', answer: { kind: 'adjustment', adjustment } };
}

export const adjust = defineCommand({
  kind: 'adjust',
  needs: needsAccount,
  decide: decideAdjustment,
  auditAs: 'adjustment.create',
  readsSubscriptions: false,
});
