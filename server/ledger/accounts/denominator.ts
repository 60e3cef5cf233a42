import type { Account } from './account.js';
import type { AccountBook } from './book.js';
import type { Entry } from './entry.js';
import type { Grant } from '../grants/grant.js';

/** Whether `granted` counts a grant that has started: it was open at the last arrival of credits, or came later. */
export function isCounted(grant: Grant, { arrivalSeq }: Pick<Account, 'arrivalSeq'>): boolean {
  return grant.depletedSeq === null || grant.depletedSeq > arrivalSeq;
}

/** Takes an expired or voided grant out of `granted`. Call this before its credits are taken. */
export function uncount(grant: Grant, { head }: AccountBook): void {
  if (isCounted(grant, head)) head.granted -= grant.amount;
}

/** Starts `granted` anew from the open grants when credits arrive. */
export function recount({ head }: AccountBook, arrival: Entry): void {
  head.granted = head.openAmount;
  head.arrivalSeq = arrival.seq;
}
